import { expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examine } from './doctor.ts';

const plan = `whence: mapping/1
id: stand
decode: { format: csv, encoding: utf-8 }
match: [{ name: all }]
key: "no"
time: { at: "at | datetime('iso')" }
events:
  - rule: seen
    reads: [all]
    type: observe
    context: actual
    time: { from: at, basis: event }
    of: ["no | gs1"]
    characteristic: { const: c }
`;

test('I6: the doctor tries every source, says what is wrong with it, and keeps nothing', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'whence-doctor-'));
  mkdirSync(join(cwd, 'in'));
  writeFileSync(join(cwd, 'in/a.csv'), 'no\n1\n2\n');
  writeFileSync(join(cwd, 'plan.yaml'), plan);
  writeFileSync(
    join(cwd, 'whence.yaml'),
    `sources:
  here: { connector: files, plan: plan.yaml, config: { folder: in, pattern: '*.csv', ready: { rename: true } } }
  away:
    connector: sftp
    plan: plan.yaml
    config:
      { host: 127.0.0.1, port: 1, user: u, hostKey: "SHA256:${'a'.repeat(43)}", folder: out, password: { env: PATH } }
`,
  );
  const found = await examine({ cwd, env: {}, flags: {} });
  const about = (name: string) => found.filter(({ what }) => what === `Source ${name}`);
  expect(about('here').map(({ state, says }) => `${state}: ${says}`)).toEqual([
    expect.stringMatching(/^ok: .*can be read and archived$/),
    'ok: 2 records looked at, none kept',
  ]);
  expect(about('away')).toMatchObject([{ state: 'failed', says: expect.stringContaining('SOURCE_UNREACHABLE') }]);
  expect(readdirSync(join(cwd, 'in'))).toEqual(['a.csv']);
  expect(readdirSync(cwd)).not.toContain('data');
});
