import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';

const program = join(import.meta.dirname, '../../tools/run-sources.ts');

/** `whence start` on a data folder, as a process of its own. */
export class RunningService {
  /** Where it listens. Rejects when it has ended before. */
  readonly url: Promise<string>;
  /** Resolves when all that lay there has been taken in. */
  readonly ready: Promise<void>;
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = '';

  /** `env` is added to the environment of this process. */
  constructor(data: string, env: Readonly<Record<string, string>> = {}) {
    this.#process = spawn(process.execPath, [program, 'start', '--data', data, '--port', '0'], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#ended = once(this.#process, 'close');
    const [url, ready] = [Promise.withResolvers<string>(), Promise.withResolvers<undefined>()];
    this.#process.stderr!.on('data', (text: Buffer) => (this.#said += text.toString()));
    this.#process.stdout!.on('data', (text: Buffer) => {
      this.#said += text.toString();
      const [, at] = /Whence is at (\S+)/.exec(this.#said) ?? [];
      if (at !== undefined) url.resolve(at);
      if (this.#said.includes('ready after')) ready.resolve(undefined);
    });
    this.#ended.then(() => {
      const gone = new Error(`The service has ended, and said: ${this.#said}`);
      url.reject(gone);
      ready.reject(gone);
    }, ready.reject);
    this.url = url.promise;
    this.ready = ready.promise;
    // Whoever does not wait for one of them must not be ended by it.
    this.url.catch(() => undefined);
    this.ready.catch(() => undefined);
  }

  /** All that it has printed. */
  said(): string {
    return this.#said;
  }

  /** True when it was running until then. */
  async kill(): Promise<boolean> {
    const wasRunning = this.#process.exitCode === null && this.#process.kill('SIGKILL');
    await this.#ended;
    return wasRunning && this.#process.signalCode === 'SIGKILL';
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    await this.#ended;
  }
}
