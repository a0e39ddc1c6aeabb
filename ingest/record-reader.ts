import type { Format } from './format.ts';
import type { MappedRecord } from './mapping/map-record.ts';
import type { KeptRecord } from './mapping/read-record.ts';

/** What makes events of a source's records: a plan, or a reader that is built in for a standard. Pure (I10). */
export interface RecordReader {
  /** `id@version`, as envelopes carry it. */
  readonly mapping: string;
  readonly format: Format<object>;
  /** How the format is to be read. */
  readonly decode: object;
  read(kept: KeptRecord): MappedRecord;
}
