import type { Connector } from '../../connector.ts';
import { folderGuarantee, probeFolder } from '../../files/folder-promise.ts';
import { createFolderWatch } from '../../files/folder-watch.ts';
import { FilesConfigSchema } from './config.ts';
import type { FilesConfig } from './config.ts';

/**
 * Files in a folder of this machine or of a share, found by scanning: no notice of a file system is relied on, since shares
 * give none. How a file is taken stands in `ingest/files/`.
 */
export const filesConnector: Connector<FilesConfig> = {
  kind: 'files',
  configSchema: FilesConfigSchema,
  guarantee: folderGuarantee,
  // A large file on a slow share takes its time.
  keepAlive: ({ every = 1000 }) => Math.max(60_000, 10 * every),
  probe: (config, port) => probeFolder(config, port, port.files),
  run: (config, port, how) => createFolderWatch(config, port, port.files).run(how.once),
};
