import { expect, test } from '@jest/globals';
import { showBytes } from './record.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('parts of UTF-8 bytes, cut anywhere, are texts that make up the whole', () => {
  const text = 'Peñavera · Größe 5 µm · 日本語 · 🏭 end';
  const body = bytes(text);
  for (const length of [4, 5, 7, 16, 64]) {
    const parts: string[] = [];
    for (let at = 0; at < body.length; at += length) {
      const part = showBytes(body, at, length, 'text');
      expect(part).toBeDefined();
      parts.push(part!);
    }
    // A character that was cut is in neither part; nothing else is missing, and nothing is made up.
    expect([...text].filter((char) => !parts.join('').includes(char)).every((char) => bytes(char).length > 1)).toBe(
      true,
    );
    expect(text.split('')).toEqual(expect.arrayContaining(parts.join('').split('')));
  }
  expect(showBytes(body, 0, body.length, 'text')).toBe(text);
});

test('bytes that are no UTF-8 are shown in another form, exactly', () => {
  const cp1252 = Uint8Array.of(0x47, 0x72, 0xf6, 0xdf, 0x65, 0x3b, 0x80);
  expect(showBytes(cp1252, 0, 100, 'text')).toBeUndefined();
  expect(showBytes(cp1252, 0, 100, 'windows-1252')).toBe('Größe;€');
  expect(showBytes(cp1252, 2, 2, 'base64')).toBe(Buffer.from([0xf6, 0xdf]).toString('base64'));
});

test('beyond the end there is nothing', () => {
  expect(showBytes(bytes('abc'), 3, 10, 'text')).toBe('');
  expect(showBytes(bytes(''), 0, 10, 'text')).toBe('');
});
