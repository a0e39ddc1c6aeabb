import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { exampleEvent, unit } from '../../graph/events/examples/frame.ts';
import { openSqliteGraph } from '../../graph/store/sqlite/sqlite-graph.ts';
import { projectEvent } from '../../graph/writer/project.ts';
import { graphStoreConformance } from './graph-store.ts';
import type { GraphPlace } from './graph-store.ts';

async function emptyFolder(): Promise<GraphPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'whence-graph-'));
  const open = () => Promise.resolve(openSqliteGraph(folder));
  return { open, reopen: open, remove: () => rm(folder, { recursive: true }) };
}

graphStoreConformance('The SQLite graph', emptyFolder);

describe('The SQLite graph', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whence-graph-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const label = (serial: string, at: number) =>
    projectEvent(exampleEvent('identify', `label ${serial}`, { same: [unit('V', serial)] }), at);

  test('readers beside the writer see what is committed, and cannot write', async () => {
    const writer = openSqliteGraph(folder);
    const reader = openSqliteGraph(folder, { readOnly: true });
    await writer.apply([label('S1', 1)], 1, 1);
    expect(await reader.position()).toBe(1);
    expect(await reader.digest('history')).toBe(await writer.digest('history'));
    await writer.apply([label('S2', 2)], 2, 1);
    expect(await reader.digest('history')).toBe(await writer.digest('history'));
    await expect(reader.apply([label('S3', 3)], 3, 1)).rejects.toMatchObject({ code: 'GRAPH_READ_ONLY' });
    await reader.close();
    await writer.close();
  });

  test('S2: a batch that fails in the middle leaves nothing, and the next one is whole', async () => {
    const graph = openSqliteGraph(folder);
    await graph.apply([label('S1', 1)], 1, 1);
    const before = await graph.digest('history');
    const good = label('S2', 2);
    const broken = { ...label('S3', 2), nodes: [] };
    await expect(graph.apply([good, broken], 2, 1)).rejects.toThrow();
    expect([await graph.position(), await graph.digest('history')]).toEqual([1, before]);
    await graph.apply([good, label('S3', 2)], 2, 1);
    const other = openSqliteGraph(join(folder, 'other'));
    await other.apply([label('S1', 1), good, label('S3', 2)], 2, 1);
    expect(await graph.digest('history')).toBe(await other.digest('history'));
    await other.close();
    await graph.close();
  });

  test('a file of another version is refused, with the way out', async () => {
    await openSqliteGraph(folder).close();
    const file = new DatabaseSync(join(folder, 'graph.db'));
    file.exec('PRAGMA user_version = 99');
    file.close();
    expect(() => openSqliteGraph(folder)).toThrow(expect.objectContaining({ code: 'GRAPH_VERSION' }));
  });
});
