import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { CallResult } from './ledger-writer.ts';
import { LedgerWriter } from './ledger-writer.ts';
import type { FromWriter, ToWriter } from './writer-messages.ts';
import { packReceipts, sendError, unpackCalls } from './writer-messages.ts';
import { WriterQueue } from './writer-queue.ts';

// The writer's thread: takes what is queued when a commit has returned, commits it, says so.
const port = parentPort!;
const { folder, headNote } = workerData as { readonly folder: string; readonly headNote: string | undefined };

function send(message: FromWriter, transfer: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, [...transfer]);
}

function start(): void {
  try {
    const writer = new LedgerWriter({ folder, headNote, now: Date.now });
    serve(writer, new WriterQueue<number>(writer, (ids, results) => report(writer, ids, results)));
    send({ kind: 'opened' });
  } catch (error) {
    send({ kind: 'refused', id: 0, error: sendError(error) });
  }
}

function serve(writer: LedgerWriter, queue: WriterQueue<number>): void {
  const take = (message: ToWriter): void => {
    if (message.kind === 'append') unpackCalls(message).forEach((call, i) => queue.push(call, message.firstId + i));
    else if (message.kind === 'blob') putBlob(writer, message);
    else close(queue);
  };
  port.on('message', (first: ToWriter) => {
    take(first);
    do {
      for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
        take(next.message as ToWriter);
      }
      if (!queue.isEmpty) queue.commit();
    } while (!queue.isEmpty);
  });
}

function report(writer: LedgerWriter, ids: readonly number[], results: readonly CallResult[]): void {
  const kept = ids.filter((_, i) => results[i]!.error === undefined);
  if (kept.length > 0) {
    const receipts = packReceipts(results.flatMap((result) => ('receipts' in result ? result.receipts : [])));
    send({ kind: 'kept', ids: kept, receipts, seq: writer.seq }, [receipts.buffer as ArrayBuffer]);
  }
  results.forEach(({ error }, i) => {
    if (error !== undefined) send({ kind: 'refused', id: ids[i]!, error: sendError(error) });
  });
}

function putBlob(writer: LedgerWriter, { id, bytes }: { readonly id: number; readonly bytes: Uint8Array }): void {
  try {
    send({ kind: 'blob', id, digest: writer.putBlob(bytes) });
  } catch (error) {
    send({ kind: 'refused', id, error: sendError(error) });
  }
}

function close(queue: WriterQueue<number>): void {
  while (!queue.isEmpty) queue.commit();
  queue.close();
  send({ kind: 'closed' });
  port.close();
}

start();
