import type { AppendCall } from '../landing.ts';
import type { LedgerPosition, Receipt } from '../ledger.ts';

/** Where the writer runs: in a thread of its own, or here. */
export interface WriterHost {
  append(call: AppendCall): Promise<readonly Receipt[]>;
  putBlob(bytes: Uint8Array): Promise<string>;
  /** Ends once all that was given before is decided. */
  close(): Promise<void>;
}

/** Called after each commit with the head's position, and when the writer is lost. */
export type CommitListener = (seq: LedgerPosition) => void;
