import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesConnector } from '../../ingest/connectors/files/connector.ts';
import type { FilesConfig } from '../../ingest/connectors/files/config.ts';
import { createLocalFiles } from '../../ingest/connectors/files/local-files.ts';
import { connectorConformance } from './connector.ts';

const config: FilesConfig = {
  folder: 'in',
  pattern: '*.json',
  ready: { rename: true },
  every: 1,
  decode: { format: 'json' },
};

connectorConformance('files', async () => {
  const inbox = await mkdtemp(join(tmpdir(), 'whence-files-'));
  let fed = 0;
  return {
    connector: filesConnector,
    config,
    files: createLocalFiles(inbox),
    async feed(texts) {
      await mkdir(join(inbox, 'in'), { recursive: true });
      for (const text of texts) await writeFile(join(inbox, 'in', `${++fed}.json`), text);
    },
    bring: (port) => filesConnector.run(config, port, { once: true }),
    async acknowledged() {
      const archive = join(inbox, 'in/archive');
      const names = await readdir(archive).catch(() => []);
      return (await Promise.all(names.map((name) => readFile(join(archive, name), 'utf8')))).toSorted();
    },
    remove: () => rm(inbox, { recursive: true }),
  };
});
