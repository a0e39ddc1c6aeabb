import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createMemoryOutcomes } from '../../graph/ledger/memory/memory-outcomes.ts';
import { KeptBookmarks } from '../../graph/store/kept-bookmarks.ts';
import { openNeo4jGraph } from '../../graph/store/neo4j/neo4j-graph.ts';
import type { Neo4jGraphOptions } from '../../graph/store/neo4j/neo4j-graph.ts';
import { fitOutcomes } from '../../ingest/pipeline/fit-outcomes.ts';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import type { FaultProxy } from '../faults/fault-proxy.ts';
import { describePeer } from '../peers/describe-peer.ts';
import { canInstall } from '../peers/neo4j-install.ts';
import { startNeo4j, stopNeo4j } from '../peers/neo4j-process.ts';

describePeer('A database put back from an older copy', canInstall('5.26'), () => {
  const folder = mkdtempSync(join(tmpdir(), 'whence-older-copy-'));
  const [home, copy, passwordFile] = [join(folder, 'server'), join(folder, 'copy'), join(folder, 'password')];
  const target = { host: '127.0.0.1', port: 0 };
  // It comes back at another port, and stays the same place.
  let line: FaultProxy;

  async function startServer(): Promise<void> {
    const { uri, password } = await startNeo4j('5.26', home, process.pid);
    target.port = Number(new URL(uri).port);
    writeFileSync(passwordFile, password);
  }

  async function restartWith(change: () => void): Promise<void> {
    await stopNeo4j(home);
    change();
    await startServer();
  }

  beforeAll(async () => {
    await startServer();
    line = await startFaultProxy(target);
  }, 300_000);

  afterAll(async () => {
    await line.close();
    await stopNeo4j(home);
    rmSync(folder, { recursive: true });
  });

  const open = (options: Neo4jGraphOptions) =>
    openNeo4jGraph(
      {
        ...{ uri: `bolt://${line.host}:${line.port}`, user: 'neo4j', database: 'neo4j' },
        password: { file: passwordFile },
      },
      options,
    );

  test('is read by whoever has seen more, and the outcomes and bookmarks of what it has lost are forgotten', async () => {
    const outcomes = createMemoryOutcomes();
    const bookmarks = new KeptBookmarks(outcomes);
    const [writer, reader] = [open({ bookmarks }), open({ readOnly: true, bookmarks })];
    const write = async (position: number): Promise<void> => {
      await writer.apply([], position, 1);
      outcomes.write([], position, bookmarks.stages());
    };
    await fitOutcomes(writer, outcomes);
    await write(3);
    await restartWith(() => cpSync(join(home, 'data'), copy, { recursive: true }));
    await write(5);
    expect(await reader.position()).toBe(5);
    await restartWith(() => {
      rmSync(join(home, 'data'), { recursive: true });
      cpSync(copy, join(home, 'data'), { recursive: true });
    });

    const late = open({ readOnly: true, bookmarks });
    expect(await Promise.all([reader.position(), late.position()])).toEqual([3, 3]);
    await fitOutcomes(writer, outcomes);
    expect([outcomes.through(), bookmarks.kept()]).toEqual([0, []]);
    await write(4);
    expect(await Promise.all([reader.position(), late.position()])).toEqual([4, 4]);
    for (const store of [writer, reader, late]) await store.close();
  }, 300_000);
});
