import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { WhenceError } from '../errors.ts';
import { Secret } from './secret.ts';
import type { SecretPort } from './secret.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Secrets from variables, and from files whose relative paths start at the folder of the configuration. */
export function createSecrets(folder: string, env: Environment): SecretPort {
  return {
    async read(ref) {
      const found = 'env' in ref ? env[ref.env] : await textOf(resolve(folder, ref.file));
      // Editors end a file with a newline, which is no part of a password.
      const value = 'env' in ref ? found : found?.replace(/\r?\n$/, '');
      if (value === undefined || value === '') throw new WhenceError('SECRET_MISSING', { place: placeOf(ref) });
      return new Secret(value);
    },
  };
}

const placeOf = (ref: Parameters<SecretPort['read']>[0]): string =>
  'env' in ref ? `environment variable ${ref.env}` : `file ${ref.file}`;

const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
