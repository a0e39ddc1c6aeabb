import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { landingPage } from '../../src/server/landing-page.ts';
import { runIn } from '../plants/command-line.ts';

describe('where nothing is yet, it is said what to do', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'whence-empty-'));
    writeFileSync(join(folder, 'whence.yaml'), 'sources: {}\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('without a ledger', async () => {
    const { code, errors } = await runIn(folder, 'sources');
    expect(code).toBe(3);
    expect(errors).toContain('DATA_EMPTY');
    expect(errors).toContain('`whence start` or `whence demo`');
  });

  test('sources', async () => {
    await runIn(folder, 'ingest');
    const { code, out } = await runIn(folder, 'sources');
    expect(code).toBe(0);
    expect(out).toContain('Name one under `sources:` in whence.yaml');
  });

  test('a trace of what nobody has told of is refused, with its remedy', async () => {
    await runIn(folder, 'ingest');
    const { code, errors } = await runIn(folder, 'trace', 'forward', 'lot:local:plant::RESIN:R1');
    expect(code).toBe(3);
    expect(errors).toContain('UNKNOWN_OBJECT');
  });

  test('the page', () => {
    const { html } = landingPage(
      { words: 'What do you know of?', document: '{ sources { id } }' },
      { status: 'ready', conditions: [], ledgerPosition: 0, appliedPosition: 0 },
    );
    expect(html.toString()).toContain('Nothing has come in yet.');
  });
});
