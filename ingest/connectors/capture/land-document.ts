import { hash } from 'node:crypto';
import { problem } from '../../../graph/errors.ts';
import type { Problem } from '../../../graph/errors.ts';
import type { Receipt } from '../../../graph/ledger/ledger.ts';
import { formats } from '../../formats/registry.ts';
import type { ConnectorPort, ConnectorRecord } from '../../connector.ts';
import type { ByteRange, Format, FrameResult } from '../../format.ts';
import type { CaptureConfig } from './config.ts';

export interface PostedDocument {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** The sender's own name for this document; its bytes stand in where it has none. */
  readonly key?: string;
  readonly errors: 'rollback' | 'proceed';
}

export type Landed =
  | { readonly receipts: readonly Receipt[]; readonly issue?: Problem; readonly refused?: undefined }
  | { readonly receipts?: undefined; readonly refused: Problem };

export const largestDocument = 16 * 1024 * 1024;
export const mostRecords = 10_000;
const inlineBytes = 32_768;

/** Keeps a document; resolves when it is on disk. Nothing is judged but its size: what cannot be read waits. */
export async function landDocument(
  port: ConnectorPort,
  config: CaptureConfig,
  document: PostedDocument,
): Promise<Landed> {
  const format = formats.get(config.decode.format) as Format<object>;
  const decode = format.declared?.(config.decode, document.contentType) ?? config.decode;
  const frame = format.frame(document.bytes, decode);
  if (frame.records.length > mostRecords)
    return { refused: problem('CAPTURE_TOO_LARGE', `The document holds ${frame.records.length} records`) };
  const isWhole = document.errors === 'rollback' || frame.issue !== undefined;
  const records = isWhole ? [await wholeRecord(port, document)] : await eachRecord(port, document, frame);
  const receipts = await port.emit(records);
  port.alive('data');
  return { receipts, ...(frame.issue ? { issue: frame.issue } : {}) };
}

const positionOf = ({ key, bytes }: PostedDocument): string =>
  key === undefined ? `sha256:${hash('sha256', bytes, 'hex')}` : `key:${key}`;

async function bodyOf(port: ConnectorPort, bytes: Uint8Array): Promise<(range: ByteRange) => ConnectorRecord['body']> {
  if (bytes.length <= inlineBytes) return ({ start, end }) => bytes.subarray(start, end);
  const blob = await port.keepBlob(bytes);
  return ({ start, end }) => ({ blob, start, end });
}

/** All or nothing: the document is one record. */
async function wholeRecord(port: ConnectorPort, document: PostedDocument): Promise<ConnectorRecord> {
  const body = await bodyOf(port, document.bytes);
  return {
    partition: 'capture',
    position: positionOf(document),
    body: body({ start: 0, end: document.bytes.length }),
    contentType: document.contentType,
    headers: { frame: 'whole' },
  };
}

/** Each record by itself, all as ranges of the document that was sent. */
async function eachRecord(
  port: ConnectorPort,
  document: PostedDocument,
  { records }: FrameResult,
): Promise<readonly ConnectorRecord[]> {
  const blob = await port.keepBlob(document.bytes);
  const position = positionOf(document);
  return records.map(({ start, end, head }, row) => ({
    partition: 'capture',
    position: `${position}:${row}`,
    body: { blob, start, end },
    contentType: document.contentType,
    headers: head ? { head: head.map((range) => `${range.start}-${range.end}`).join(',') } : {},
  }));
}
