import type { Connector, ProbePort } from '../../connector.ts';
import type { FilePort } from '../../files/file-port.ts';
import { folderGuarantee, probeFolder } from '../../files/folder-promise.ts';
import { createFolderWatch } from '../../files/folder-watch.ts';
import { SftpConfigSchema } from './config.ts';
import type { SftpConfig } from './config.ts';
import { createSftpFiles } from './sftp-files.ts';
import { openSftpSession } from './sftp-session.ts';

/**
 * Files on a server, by SFTP. How a file is taken is that of files in a folder (`ingest/files/`); what is added is the way
 * there: one connection to the one server whose key is pinned, begun anew by the runner when it breaks.
 */
export const sftpConnector: Connector<SftpConfig> = {
  kind: 'sftp',
  configSchema: SftpConfigSchema,
  guarantee(config) {
    const { cannotShow, ...promise } = folderGuarantee(config);
    const left = ['a file left in place and overwritten by one of equal size that bears the same time'];
    return { ...promise, cannotShow: config.archive === false ? [...cannotShow, ...left] : cannotShow };
  },
  keepAlive: ({ every = 1000, keepAlive = 10_000 }) => Math.max(keepAlive, 10 * every),
  probe: (config, port) => withFiles(config, port, (files) => probeFolder(config, port, files)),
  run: (config, port, how) => withFiles(config, port, (files) => createFolderWatch(config, port, files).run(how.once)),
};

async function withFiles<T>(config: SftpConfig, port: ProbePort, use: (files: FilePort) => Promise<T>): Promise<T> {
  const session = await openSftpSession(config, port);
  try {
    return await use(createSftpFiles(session, config.folder));
  } finally {
    session.close();
  }
}
