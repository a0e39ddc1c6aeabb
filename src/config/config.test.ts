import { expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.ts';
import { nearestName } from './nearest-name.ts';
import { storePlace } from './store-place.ts';

function reading(text: string, env: Record<string, string> = {}, flags: Record<string, string> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'whence-config-'));
  writeFileSync(join(cwd, 'whence.yaml'), text);
  return { cwd, ...readConfig({ cwd, env, flags }) };
}

const faults = (...args: Parameters<typeof reading>): readonly string[] =>
  (reading(...args).faults ?? []).map(({ code, message }) => `${code}: ${message.split('. ')[0]!}`);

test('a flag goes before the environment, the environment before the file, the file before the default', () => {
  const file = 'server:\n  port: 1001\n';
  const env = { WHENCE__SERVER__PORT: '1002' };
  const port = (...args: Parameters<typeof reading>) => reading(...args).ok?.server.port;
  expect(port('')).toBe(4040);
  expect(port(file)).toBe(1001);
  expect(port(file, env)).toBe(1002);
  expect(port(file, env, { 'server.port': '1003' })).toBe(1003);
});

test('every setting tells where it comes from', () => {
  const { ok } = reading('server:\n  port: 1001\n', { WHENCE__LOG__LEVEL: 'info' }, { data: 'here' });
  expect(ok?.settings.map(({ name, origin }) => `${name}: ${origin}`)).toEqual([
    'data: flag --data',
    'mode: default',
    'server.host: default',
    'server.port: whence.yaml:2',
    'log.level: environment WHENCE__LOG__LEVEL',
  ]);
});

test('an unknown key is refused with its line and what was probably meant', () => {
  expect(faults('data: x\nserver:\n  prot: 80\n')).toEqual([
    'CONFIG_UNKNOWN_KEY: whence.yaml:3: "server.prot" is no setting (was "port" meant?)',
  ]);
  expect(faults('', { WHENCE__SERVER__PROT: '80' })).toEqual([
    'CONFIG_UNKNOWN_KEY: The environment\'s WHENCE__SERVER__PROT is no setting (was "WHENCE__SERVER__PORT" meant?)',
  ]);
});

test('everything that is wrong is told at once', () => {
  expect(faults('server:\n  port: many\nlog: loud\n', { WHENCE__LOG__LEVEL: 'loud' })).toEqual([
    'CONFIG_INVALID: whence.yaml:3: "log" is a group',
    'CONFIG_INVALID: server.port must be integer (whence.yaml:2)',
    'CONFIG_INVALID: log.level must be equal to one of the allowed values: fatal, error, warn, info, debug, silent (environment WHENCE__LOG__LEVEL)',
  ]);
});

test('S11: no setting touches what is audited', () => {
  const { ok } = reading('');
  expect(ok?.settings.map(({ name }) => name).filter((name) => /audit|decision|ledger/.test(name))).toEqual([]);
});

test('a data folder of the file lies beside the file, one of a flag where one stands', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'whence-config-'));
  const file = join(mkdtempSync(join(tmpdir(), 'whence-config-')), 'plant.yaml');
  writeFileSync(file, 'data: mine\n');
  const data = (flags: Record<string, string>) => readConfig({ cwd, env: {}, flags, file }).ok?.data;
  expect(data({})).toBe(join(file, '..', 'mine'));
  expect(data({ data: 'mine' })).toBe(join(cwd, 'mine'));
});

test('two slips of the hand are near, one in a short name', () => {
  expect(nearestName('sevrer', ['server', 'data'])).toBe('server');
  expect(nearestName('dat', ['server', 'data'])).toBe('data');
  expect(nearestName('dta2', ['server', 'data'])).toBeUndefined();
});

test('two lines put the graph into Neo4j, with the password somewhere else', () => {
  const { ok, cwd } = reading(`store:
  neo4j: { uri: bolt://graph.plant:7687, password: { file: secrets/neo4j } }
`);
  expect(storePlace(ok!)).toEqual({
    kind: 'neo4j',
    ...{ uri: 'bolt://graph.plant:7687', database: 'neo4j', user: 'neo4j' },
    password: { file: join(cwd, 'secrets/neo4j') },
  });
  const env = {
    WHENCE__STORE__NEO4J__URI: 'neo4j+s://graph.plant',
    WHENCE__STORE__NEO4J__PASSWORD__ENV: 'NEO4J_PASSWORD',
  };
  expect(storePlace(reading('', env).ok!)).toMatchObject({
    uri: env.WHENCE__STORE__NEO4J__URI,
    password: { env: 'NEO4J_PASSWORD' },
  });
  expect(storePlace(reading('').ok!)).toMatchObject({ kind: 'sqlite' });
});

test('S16: a password in the address, none at all, or a store without an address is refused', () => {
  const refused = (text: string) => faults(`store: { neo4j: ${text} }`).join('\n');
  expect(refused('{ uri: "bolt://neo4j:secret@graph.plant:7687", password: { env: P } }')).toContain(
    'must match pattern',
  );
  expect(refused('{ uri: "bolt://graph.plant:7687" }')).toContain('needs one of store.neo4j.password.env');
  expect(refused('{ user: whence }')).toContain('store.neo4j.uri is not');
  expect(faults('store: { index: off }').join()).toContain('store.index needs store.neo4j.uri');
  expect(refused('{ uri: "bolt://graph.plant", password: hunter2 }')).toContain('is a group');
});
