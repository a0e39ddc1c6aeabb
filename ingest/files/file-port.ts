export interface FileEntry {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970, as finely as the place knows. */
  readonly mtimeMs: number;
  /** Tells two files of one name apart; 0 where the place does not say. */
  readonly inode: number;
  readonly isLink: boolean;
}

/**
 * A place with folders and files. Paths are with `/`; what lies outside of the place is refused with `FILE_LINK`. Nothing is
 * written but by `archive`.
 */
export interface FilePort {
  /** Files of a folder, and with `deep` of all below it, by name; a folder that is not there is empty. */
  list(folder: string, options?: { readonly deep: boolean }): Promise<readonly FileEntry[]>;
  /** Reads without following links; the whole content, refused with `FILE_TOO_LARGE` above `maxBytes`. */
  read(path: string, maxBytes: number): Promise<Uint8Array>;
  stat(path: string): Promise<FileEntry | undefined>;
  /** Moves within one file system, never over an existing file, keeping the folders below `from`. The final path. */
  archive(path: string, folder: string, from: string): Promise<string>;
}
