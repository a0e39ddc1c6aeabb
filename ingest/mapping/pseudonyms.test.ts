import { expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { createPseudonym, normalName } from './pseudonyms.ts';

const key = Buffer.alloc(32, 1);

test('a pseudonym is the keyed hash of issuer and name: another key, issuer or name gives another', () => {
  const pseudonym = createPseudonym(key);
  expect(pseudonym('mes', 'ann')).toBe(
    createHmac('sha256', key).update('["mes","ann"]').digest('base64url').slice(0, 22),
  );
  const all = [
    pseudonym('mes', 'ann'),
    pseudonym('erp', 'ann'),
    pseudonym('mes', 'anne'),
    createPseudonym(Buffer.alloc(32, 2))('mes', 'ann'),
  ];
  expect(new Set(all).size).toBe(4);
  for (const each of all) expect(each).toMatch(/^[\w-]{22}$/);
});

test('blanks, capitals and forms of Unicode tell nobody apart; letters do', () => {
  expect(normalName(' JÜRGEN \t Weiß ')).toBe(normalName('Ju\u0308rgen weiß'));
  expect(normalName('Weiß')).not.toBe(normalName('Weiss'));
});
