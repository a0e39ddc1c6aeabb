import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll } from '@jest/globals';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SftpConfig } from '../../ingest/connectors/sftp/config.ts';
import { sftpConnector } from '../../ingest/connectors/sftp/connector.ts';
import type { FilePort } from '../../ingest/files/file-port.ts';
import { createSecrets } from '../../graph/secret/secrets.ts';
import { describePeer } from '../peers/describe-peer.ts';
import { canInstallSshd } from '../peers/sshd-install.ts';
import { startSshd } from '../peers/sshd-process.ts';
import type { SshdServer } from '../peers/sshd-process.ts';
import { connectorConformance } from './connector.ts';

describePeer('OpenSSH server', canInstallSshd, () => {
  let home: string;
  let server: SshdServer;
  let places = 0;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'whence-sshd-'));
    server = await startSshd(home);
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true });
  });

  connectorConformance('sftp', () => {
    const folder = `place-${++places}`;
    const config: SftpConfig = {
      host: server.host,
      port: server.port,
      hostKey: server.hostKey,
      user: server.user,
      privateKey: { file: server.privateKey },
      folder,
      pattern: '*.json',
      ready: { rename: true },
      every: 50,
      decode: { format: 'json' },
    };
    const inbox = join(server.files, folder);
    let fed = 0;
    return Promise.resolve({
      connector: sftpConnector,
      config,
      files: {} as FilePort,
      secrets: createSecrets('/', {}),
      async feed(texts) {
        await mkdir(inbox, { recursive: true });
        for (const text of texts) await writeFile(join(inbox, `${++fed}.json`), text);
      },
      bring: (port) => sftpConnector.run(config, port, { once: true }),
      async acknowledged() {
        const archive = join(inbox, 'archive');
        const names = await readdir(archive).catch(() => []);
        return (await Promise.all(names.map((name) => readFile(join(archive, name), 'utf8')))).toSorted();
      },
      remove: () => rm(inbox, { recursive: true, force: true }),
    });
  });
});
