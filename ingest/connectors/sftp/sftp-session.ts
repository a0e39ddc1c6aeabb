import { hash } from 'node:crypto';
import { Client } from 'ssh2';
import type { ConnectConfig, SFTPWrapper } from 'ssh2';
import { WhenceError } from '../../../graph/errors.ts';
import type { ProbePort } from '../../connector.ts';
import type { SecretRef } from '../../../graph/secret/secret.ts';
import type { SftpConfig } from './config.ts';

/** One connection. It is never mended: when it breaks, everything that waits on it fails and the runner begins anew. */
export interface SftpSession {
  readonly sftp: SFTPWrapper;
  /** Of this connection only: rejects with `SOURCE_UNREACHABLE` as soon as the connection is gone. */
  within<T>(call: (done: (error: Error | null | undefined, value?: T) => void) => void): Promise<T>;
  close(): void;
}

// What OpenSSH has had since 2014, without SHA-1 and CBC.
const algorithms: NonNullable<ConnectConfig['algorithms']> = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group-exchange-sha256',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group16-sha512',
  ],
  serverHostKey: [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
};

const silentKeepAlives = 3;
const usualKeepAlive = 10_000;

/** Rejects with `SFTP_HOST_KEY`, `SFTP_LOGIN`, `SECRET_MISSING` or `SOURCE_UNREACHABLE`. */
export async function openSftpSession(config: SftpConfig, port: ProbePort): Promise<SftpSession> {
  port.signal.throwIfAborted();
  const login = await loginOf(config, port);
  return new Promise((resolve, reject) => new Opening(config, port, resolve, reject).begin(login));
}

type Login = Pick<ConnectConfig, 'password' | 'privateKey' | 'passphrase'>;

async function loginOf({ password, privateKey, passphrase }: SftpConfig, { secrets }: ProbePort): Promise<Login> {
  const read = async (ref: SecretRef): Promise<string> => (await secrets.read(ref)).reveal();
  return {
    ...(password ? { password: await read(password) } : {}),
    ...(privateKey ? { privateKey: await read(privateKey) } : {}),
    ...(passphrase ? { passphrase: await read(passphrase) } : {}),
  };
}

class Opening {
  readonly #client = new Client();
  readonly #config: SftpConfig;
  readonly #port: ProbePort;
  readonly #resolve: (session: SftpSession) => void;
  readonly #reject: (error: Error) => void;
  readonly #waiting = new Set<(error: Error) => void>();
  #gone: Error | undefined;
  #foreignKey: string | undefined;

  constructor(
    config: SftpConfig,
    port: ProbePort,
    resolve: (session: SftpSession) => void,
    reject: (error: Error) => void,
  ) {
    [this.#config, this.#port, this.#resolve, this.#reject] = [config, port, resolve, reject];
  }

  begin(login: Login): void {
    const { host, port = 22, user, keepAlive = usualKeepAlive } = this.#config;
    this.#client
      .on('ready', () => this.#open())
      .on('error', (error: Error & { level?: string }) => this.#lose(this.#named(error)))
      .on('close', () => this.#lose(this.#unreachable('the connection was closed')))
      .on('keyboard-interactive', (_name, _says, _language, prompts, finish) =>
        finish(prompts.map(() => login.password ?? '')),
      );
    this.#port.signal.addEventListener('abort', this.#abort, { once: true });
    try {
      this.#client.connect({
        host,
        port,
        username: user,
        ...login,
        tryKeyboard: login.password !== undefined,
        hostVerifier: (key: Buffer) => this.#isPinned(key),
        readyTimeout: silentKeepAlives * keepAlive,
        keepaliveInterval: keepAlive,
        keepaliveCountMax: silentKeepAlives,
        algorithms,
      });
    } catch (error) {
      // A private key that cannot be read; the library's words do not show it.
      this.#lose(new WhenceError('SFTP_LOGIN', { host, user, reason: (error as Error).message }));
    }
  }

  readonly #abort = (): void => {
    this.#lose(this.#unreachable('it was ended from our side'));
  };

  #open(): void {
    this.#port.alive('transport');
    this.#client.sftp((error, sftp) => {
      if (error) {
        this.#lose(this.#unreachable(error.message));
        return;
      }
      this.#port.alive('protocol');
      this.#resolve({ sftp, within: (call) => this.#within(call), close: () => this.#close() });
    });
  }

  /** The fingerprint as OpenSSH prints it. */
  #isPinned(key: Buffer): boolean {
    const shown = `SHA256:${hash('sha256', key, 'base64').replace(/=+$/, '')}`;
    const isPinned = [this.#config.hostKey].flat().includes(shown);
    if (!isPinned) this.#foreignKey = shown;
    return isPinned;
  }

  #within<T>(call: (done: (error: Error | null | undefined, value?: T) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#gone) {
        reject(this.#gone);
        return;
      }
      this.#waiting.add(reject);
      call((error, value) => {
        this.#waiting.delete(reject);
        this.#port.alive('protocol');
        if (error) reject(error);
        else resolve(value as T);
      });
    });
  }

  #named(error: Error & { level?: string }): Error {
    const { host, user } = this.#config;
    if (this.#foreignKey !== undefined) return new WhenceError('SFTP_HOST_KEY', { host, shown: this.#foreignKey });
    if (error.level === 'client-authentication') return new WhenceError('SFTP_LOGIN', { host, user });
    return this.#unreachable(error.message);
  }

  #unreachable(reason: string): Error {
    const { host, port = 22 } = this.#config;
    return new WhenceError('SOURCE_UNREACHABLE', { host, port, reason });
  }

  #lose(error: Error): void {
    if (this.#gone) return;
    this.#gone = error;
    this.#port.signal.removeEventListener('abort', this.#abort);
    this.#reject(error);
    for (const reject of this.#waiting) reject(error);
    this.#waiting.clear();
    this.#client.destroy();
  }

  #close(): void {
    this.#client.end();
    this.#lose(this.#unreachable('it was ended from our side'));
  }
}
