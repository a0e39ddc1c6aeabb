import type { TSchema } from '@sinclair/typebox';
import type { Problem } from '../graph/errors.ts';

/** Part of a file, in bytes of the file as it came: `start` is the first byte, `end` the one after the last. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface FramedRecord extends ByteRange {
  /**
   * What the record needs from outside itself to be read: a header row, the document around it, the start tags above it.
   * The head's bytes are these ranges joined (`cutHead`). Records that share a head share this array.
   */
  readonly head?: readonly ByteRange[];
  /** Line of the file on which the record begins, from 1; for people. */
  readonly line?: number;
}

export interface FrameResult {
  /** In the order of the file, not overlapping. */
  readonly records: readonly FramedRecord[];
  /**
   * Why the file could not be framed. Then `records` holds the whole file as one record, which is to be kept and
   * quarantined under this problem.
   */
  readonly issue?: Problem;
}

/** A value as the source wrote it. Numbers are their source text: no number of a source ever passes through a float. */
export type SourceValue = string | boolean | null | readonly SourceValue[] | SourceObject;

/** A record as mappings read it (`r`): no prototype, so that no name of a source can reach anything but data. */
export interface SourceObject {
  readonly [name: string]: SourceValue;
}

export type Decoded =
  | {
      readonly ok: true;
      readonly record: SourceObject;
      /** What stood around the record: the rest of its JSON document, the elements above it. Absent for CSV. */
      readonly head?: SourceObject;
    }
  | { readonly ok: false; readonly problem: Problem };

/**
 * How the records of one kind of document are found and read.
 *
 * The two halves run at different times. `frame` runs when a file or message lands: it says where records end and nothing
 * else, so it may look at no more than structure. `decode` runs later, and again at each replay: it must give the same
 * answer for the same bytes for ever. Both are pure, take no longer than linear time, and never throw on any input: what
 * is wrong with the bytes is a problem with a code, and what is wrong with one record does not touch the next.
 *
 * `config` is the plan's `decode` part, already checked against `configSchema`.
 */
export interface Format<Config> {
  /** As named in a plan: `format: csv`. */
  readonly id: string;
  /** JSON Schema of the plan's `decode` part, `format` included, with prose and defaults. */
  readonly configSchema: TSchema;
  /**
   * The config for a document whose sender says of what type it is, where the format has more than one way of writing.
   * To be asked before `frame` and `decode`, with the content type that the ledger keeps with the record.
   */
  declared?(config: Config, contentType: string): object;
  /** Where the records of a file are. An empty result is a file without records, not a mistake. */
  frame(bytes: Uint8Array, config: Config): FrameResult;
  /** The record as data. `head` is what `cutHead` gave for it at landing; absent where the record had none. */
  decode(record: Uint8Array, head: Uint8Array | undefined, config: Config): Decoded;
}
