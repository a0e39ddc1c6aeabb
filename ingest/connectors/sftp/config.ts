import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { folderSettings, rollingStays } from '../../files/folder-config.ts';
import { SecretRefSchema } from '../../../graph/secret/secret.ts';

const fingerprint = Type.String({ pattern: '^SHA256:[A-Za-z0-9+/]{43}$' });

export const SftpConfigSchema = Type.Object(
  {
    host: Type.String({ minLength: 1, description: 'Name or address of the server.' }),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, default: 22 })),
    hostKey: Type.Union([fingerprint, Type.Array(fingerprint, { minItems: 1 })], {
      description:
        'Fingerprint of the host key as `ssh-keygen -lf` prints it; several while it is being renewed. Another key is refused.',
    }),
    user: Type.String({ minLength: 1 }),
    password: Type.Optional(SecretRefSchema),
    privateKey: Type.Optional(SecretRefSchema),
    passphrase: Type.Optional(SecretRefSchema),
    folder: Type.String({
      minLength: 1,
      description: 'Folder to watch, as the server names it; without a leading / it is below the home of the user.',
    }),
    ...folderSettings,
    keepAlive: Type.Optional(
      Type.Integer({
        minimum: 100,
        default: 10_000,
        description: 'Milliseconds; a server that is silent for three times as long counts as gone.',
      }),
    ),
  },
  {
    additionalProperties: false,
    description: 'Files on a server, by SFTP.',
    anyOf: [{ required: ['password'] }, { required: ['privateKey'] }],
    ...rollingStays,
  },
);

export type SftpConfig = Static<typeof SftpConfigSchema>;
