import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { folderSettings, rollingStays } from '../../files/folder-config.ts';

export const FilesConfigSchema = Type.Object(
  {
    folder: Type.String({ minLength: 1, description: 'Folder to watch, below the inbox.' }),
    ...folderSettings,
  },
  { additionalProperties: false, description: 'Files in a folder.', ...rollingStays },
);

export type FilesConfig = Static<typeof FilesConfigSchema>;
