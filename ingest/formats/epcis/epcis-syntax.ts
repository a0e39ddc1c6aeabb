import type { Result } from '../../../graph/errors.ts';
import type { FrameResult, SourceObject } from '../../format.ts';
import type { EpcisConfig } from './epcis-config.ts';
import type { EpcisContext } from './epcis-context.ts';

/** One of the two ways in which EPCIS documents are written. What an event means is the same in both. */
export interface EpcisSyntaxReader {
  frame(bytes: Uint8Array, config: EpcisConfig): FrameResult;
  /** The event in the shape of EPCIS 2.0 JSON-LD, nothing of its content checked. */
  read(record: Uint8Array, head: Uint8Array | undefined, config: EpcisConfig): Result<ReadEvent>;
}

export interface ReadEvent {
  readonly event: SourceObject;
  readonly context: EpcisContext;
  /** What stood around the event. */
  readonly head?: SourceObject;
}
