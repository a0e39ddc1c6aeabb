import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { connectors } from '../../ingest/registry.ts';
import { SourcesSchema } from '../../ingest/sources.ts';
import type { SourcesConfig } from '../../ingest/sources.ts';

const ajv = new Ajv({ strict: false, useDefaults: true });

describe.each([...connectors.keys()])('connector %s', (kind) => {
  const file = (name: string): URL => new URL(`../../ingest/connectors/${kind}/${name}`, import.meta.url);

  test('has its page, and the page shows its sample', () => {
    expect(readFileSync(file('README.md'), 'utf8')).toContain(readFileSync(file('sample.yaml'), 'utf8').trim());
    expect(existsSync(file('connector.test.ts'))).toBe(true);
  });

  test('its sample is valid', () => {
    const { sources } = parse(readFileSync(file('sample.yaml'), 'utf8')) as { readonly sources: SourcesConfig };
    expect(ajv.validate(SourcesSchema, sources)).toBe(true);
    const check = ajv.compile(connectors.get(kind)!.configSchema);
    for (const { config } of Object.values(sources)) expect(check({ ...config, decode: { format: 'csv' } })).toBe(true);
  });
});
