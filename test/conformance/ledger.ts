import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../graph/model/canonical-json.ts';
import type { Ledger, LedgerRecord, RawRecord, Receipt } from '../../graph/ledger/ledger.ts';

/** A place where one ledger is kept: opening it again gives a new writer of the same ledger. */
export interface LedgerPlace {
  open(): Promise<Ledger>;
  remove(): Promise<void>;
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A line that the MES wrote. */
function line(position: string, text: string, more: Partial<RawRecord> = {}): RawRecord {
  const body = Buffer.from(text);
  return { source: 'mes', partition: 'line 4', position, body, contentType: 'text/csv', headers: {}, ...more };
}

function text(record: LedgerRecord | undefined): string {
  return Buffer.from(record?.body ?? []).toString();
}

function texts(ledger: Ledger): readonly string[] {
  return ledger.reader.read(0, 10_000).map(text);
}

function kinds(receipts: readonly Receipt[]): readonly string[] {
  return receipts.map(({ kind }) => kind);
}

/** What every ledger promises. `create` makes an empty place. */
export function ledgerConformance(name: string, create: () => Promise<LedgerPlace>): void {
  describe(`${name} keeps the contract of a ledger`, () => {
    let place: LedgerPlace;
    let ledger: Ledger;
    let opened: Ledger[];
    const open = async (): Promise<Ledger> => {
      const another = await place.open();
      opened.push(another);
      return another;
    };

    beforeEach(async () => {
      opened = [];
      place = await create();
      ledger = await open();
    });
    afterEach(async () => {
      for (const each of opened) await each.close();
      await place.remove();
    });

    describe('keeping', () => {
      test('positions are 1, 2, 3 … in the order of the calls', async () => {
        const receipts = await Promise.all([
          ledger.append([line('1', 'a'), line('2', 'b')]),
          ledger.append([line('3', 'c')]),
          ledger.append([line('4', 'd'), line('5', 'e')]),
        ]);
        expect(receipts.flat()).toEqual([1, 2, 3, 4, 5].map((seq) => ({ kind: 'kept', seq })));
        expect(texts(ledger)).toEqual(['a', 'b', 'c', 'd', 'e']);
      });

      test('S1: what has been acknowledged is read back as it came, byte by byte', async () => {
        const raw: RawRecord = {
          stream: 'decision',
          source: 'qms ✓',
          partition: 'in/2026-03-14/Prüfung\u0000.csv',
          position: '000017',
          body: Uint8Array.from([0, 255, 13, 10, 0xc3, 0x28]),
          contentType: 'text/csv; charset=windows-1252',
          headers: { 'b"': 'ä\n', a: '', __proto__x: '1' },
          sourceTime: '2026-03-14T06:59:59.123456789',
          flags: ['historical', 'retained'],
        };
        await ledger.append([raw]);
        const { leaf, receivedAt, ...kept } = ledger.reader.record(1)!;
        expect({ ...kept, body: [...kept.body] }).toEqual({
          ...{ ...raw, body: [...(raw.body as Uint8Array)] },
          seq: 1,
          bodyDigest: sha256(raw.body as Uint8Array),
        });
        expect(receivedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(leaf).toMatch(/^[0-9a-f]{64}$/);
      });

      test('a record that says little is a fact without stamp and flags, and may be empty', async () => {
        await ledger.append([line('1', '')]);
        const record = ledger.reader.record(1)!;
        expect(record.stream).toBe('fact');
        expect(record.body).toHaveLength(0);
        expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['sourceTime']));
        expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['flags']));
      });

      test('bytes that change after the call do not change what is kept', async () => {
        const body = Buffer.from('as it came');
        const appended = ledger.append([line('1', '', { body })]);
        await appended;
        body.fill('x');
        expect(texts(ledger)).toEqual(['as it came']);
      });

      test('a long body comes back whole', async () => {
        const body = Buffer.alloc(300_000, 'long ');
        await ledger.append([line('1', '', { body }), line('2', 'short')]);
        expect(text(ledger.reader.record(1))).toBe(body.toString());
        expect(ledger.reader.record(1)?.bodyDigest).toBe(sha256(body));
        expect(ledger.reader.verify()).toMatchObject({ ok: true, records: 2 });
      });

      test('text that no store gives back as it came is refused', async () => {
        await expect(ledger.append([line('\ud800', 'a')])).rejects.toMatchObject({ code: 'CANONICAL_JSON' });
        await expect(ledger.append([line('1', 'a', { headers: { h: '\udc00' } })])).rejects.toMatchObject({
          code: 'CANONICAL_JSON',
        });
        expect(ledger.reader.head().seq).toBe(0);
      });

      test('nothing to keep is no commit', async () => {
        expect(await ledger.append([])).toEqual([]);
        expect(ledger.reader.head().seq).toBe(0);
      });

      test('a call longer than a commit usually is stays one', async () => {
        const many = Array.from({ length: 2500 }, (_, i) => line(String(i), `row ${i}`));
        const receipts = await ledger.append(many);
        expect(receipts.map(({ seq }) => seq)).toEqual(many.map((_, i) => i + 1));
        expect(ledger.reader.verify()).toMatchObject({ ok: true, batches: 1 });
      });

      test('after closing nothing is taken', async () => {
        await ledger.append([line('1', 'a')]);
        await ledger.close();
        await expect(ledger.append([line('2', 'b')])).rejects.toMatchObject({ code: 'LEDGER_IO' });
      });

      test('closing keeps what was handed over before', async () => {
        const appended = ledger.append([line('1', 'a')]);
        await ledger.close();
        expect(await appended).toEqual([{ kind: 'kept', seq: 1 }]);
        expect(texts(await open())).toEqual(['a']);
      });
    });

    describe('repeats', () => {
      test('S1: a position delivered n times is one record and n − 1 counted repeats', async () => {
        await ledger.append([line('1', 'a'), line('1', 'a')]);
        expect(await ledger.append([line('1', 'a')])).toEqual([{ kind: 'repeat', seq: 1 }]);
        await Promise.all([ledger.append([line('1', 'a')]), ledger.append([line('2', 'b'), line('1', 'a')])]);
        expect(texts(ledger)).toEqual(['a', 'b']);
        expect(ledger.reader.counts()).toMatchObject([{ source: 'mes', stored: 2, redelivered: 4, lastSeq: 2 }]);
      });

      test('the same position of another partition or source is another record', async () => {
        const others = [line('1', 'a'), line('1', 'a', { partition: 'line 5' }), line('1', 'a', { source: 'erp' })];
        expect(kinds(await ledger.append(others))).toEqual(['kept', 'kept', 'kept']);
      });

      test('what comes with the bytes does not make them another record', async () => {
        await ledger.append([line('1', 'a', { headers: { date: 'today' } })]);
        const again = line('1', 'a', { headers: { date: 'tomorrow' }, sourceTime: 'later' });
        expect(kinds(await ledger.append([again]))).toEqual(['repeat']);
        expect(ledger.reader.record(1)?.headers).toEqual({ date: 'today' });
      });

      test('I4: the same position with other bytes is kept, and can be told', async () => {
        await ledger.append([line('1', 'declared'), line('2', 'b')]);
        expect(await ledger.append([line('1', 'in error')])).toEqual([{ kind: 'kept-variant', seq: 3, of: 1 }]);
        expect(ledger.reader.record(3)?.position).toBe(`1#${sha256('in error')}`);
        expect(text(ledger.reader.record(3))).toBe('in error');
        expect(ledger.reader.verify().ok).toBe(true);
      });

      test('I4: a repeat is bytes equal to any kept variant', async () => {
        await ledger.append([line('1', 'a'), line('1', 'b'), line('1', 'c')]);
        const again = await ledger.append([line('1', 'b'), line('1', 'c'), line('1', 'a'), line('1', 'd')]);
        expect(again).toEqual([
          { kind: 'repeat', seq: 2 },
          { kind: 'repeat', seq: 3 },
          { kind: 'repeat', seq: 1 },
          { kind: 'kept-variant', seq: 4, of: 1 },
        ]);
      });

      test('I4: a source whose own positions look like those of variants loses nothing', async () => {
        await ledger.append([line(`1#${sha256('b')}`, 'not b'), line('1', 'a')]);
        expect(kinds(await ledger.append([line('1', 'b')]))).toEqual(['kept-variant']);
        expect(kinds(await ledger.append([line('1', 'b')]))).toEqual(['repeat']);
        expect(texts(ledger)).toEqual(['not b', 'a', 'b']);
      });

      test('I3: any pattern of redelivery keeps the same records, and is counted', async () => {
        const delivered = fc.array(fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 12 }), { maxLength: 8 });
        await fc.assert(
          fc.asyncProperty(delivered, async (calls) => {
            const source = `source ${ledger.reader.head().seq} ${calls.length}`;
            const before = ledger.reader.counts().find((count) => count.source === source);
            const rows = calls.map((call) => call.map((n) => line(String(n), `row ${n}`, { source })));
            const receipts = (await Promise.all(rows.map((call) => ledger.append(call)))).flat();
            const kept = new Set(calls.flat()).size;
            const count = ledger.reader.counts().find((each) => each.source === source);
            fc.pre(before === undefined);
            expect(receipts.filter(({ kind }) => kind === 'kept')).toHaveLength(kept);
            expect(count?.stored ?? 0).toBe(kept);
            expect(count?.redelivered ?? 0).toBe(calls.flat().length - kept);
          }),
          { numRuns: 40 },
        );
        expect(ledger.reader.verify().ok).toBe(true);
      });
    });

    describe('cursors', () => {
      const at = (state: string, partition = 'line 4') => [{ source: 'mes', partition, state }];

      test('I2: a cursor changes in the commit of its records', async () => {
        expect(ledger.reader.cursor('mes', 'line 4')).toBeUndefined();
        await ledger.append([line('1', 'a')], at('1'));
        expect(ledger.reader.cursor('mes', 'line 4')).toBe('1');
        await ledger.append([line('1', 'a')], at('1 again'));
        await ledger.append([], at('2'));
        expect(ledger.reader.cursor('mes', 'line 4')).toBe('2');
      });

      test('I2: a cursor stays where it is when its records are refused', async () => {
        await ledger.append([line('1', 'a')], at('1'));
        const lost = line('3', '', { body: { blob: sha256('never kept'), start: 0, end: 1 } });
        await expect(ledger.append([line('2', 'b'), lost], at('3'))).rejects.toMatchObject({ code: 'BLOB_UNKNOWN' });
        expect(ledger.reader.cursor('mes', 'line 4')).toBe('1');
        expect(texts(ledger)).toEqual(['a']);
      });

      test('the cursors of a source are given by partition', async () => {
        await ledger.append([], [...at('5', 'b'), ...at('6', 'a'), { source: 'erp', partition: 'c', state: '7' }]);
        expect(ledger.reader.cursors('mes')).toEqual([...at('6', 'a'), ...at('5', 'b')]);
        expect(ledger.reader.cursors('lims')).toEqual([]);
      });
    });

    describe('blobs', () => {
      const file = Buffer.from('head\nrow one\nrow two\n');

      test('rows cut from a file that is kept once come back as bytes', async () => {
        const blob = await ledger.putBlob(file);
        expect(blob).toBe(sha256(file));
        expect(await ledger.putBlob(Buffer.from(file))).toBe(blob);
        const rows = [5, 13].map((start) => ({ blob, start, end: start + 7 }));
        await ledger.append(rows.map((body, i) => line(String(i), '', { body })));
        expect(texts(ledger)).toEqual(['row one', 'row two']);
        expect(ledger.reader.record(2)).toMatchObject({ blobRange: rows[1], bodyDigest: sha256('row two') });
        expect(Buffer.from(ledger.reader.blob(blob)!)).toEqual(file);
        expect(ledger.reader.verify().ok).toBe(true);
      });

      test('I3: a row is the same whether it came by itself or in its file', async () => {
        const blob = await ledger.putBlob(file);
        await ledger.append([line('1', 'row one')]);
        expect(kinds(await ledger.append([line('1', '', { body: { blob, start: 5, end: 12 } })]))).toEqual(['repeat']);
      });

      test('a row taken out does not carry its file along', async () => {
        const blob = await ledger.putBlob(file);
        await ledger.append([line('1', '', { body: { blob, start: 5, end: 12 } })]);
        expect(ledger.reader.record(1)!.body.buffer.byteLength).toBe(7);
      });

      test('a range outside of its blob is refused, and only its call', async () => {
        const blob = await ledger.putBlob(file);
        const wrong = line('1', '', { body: { blob, start: 5, end: file.length + 1 } });
        const [refused, kept] = await Promise.allSettled([ledger.append([wrong]), ledger.append([line('2', 'b')])]);
        expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'BLOB_RANGE' } });
        expect(kept).toMatchObject({ status: 'fulfilled' });
        expect(texts(ledger)).toEqual(['b']);
      });

      test('an unknown blob is absent', () => {
        expect(ledger.reader.blob(sha256('nothing'))).toBeUndefined();
        expect(ledger.reader.blob('../ledger.db')).toBeUndefined();
      });
    });

    describe('reading', () => {
      beforeEach(async () => {
        await ledger.append([1, 2, 3, 4, 5].map((n) => line(String(n), `row ${n}`)));
      });

      test('goes on after a position, in pages, and ends', () => {
        expect(ledger.reader.read(0, 2).map(({ seq }) => seq)).toEqual([1, 2]);
        expect(ledger.reader.read(2, 2).map(({ seq }) => seq)).toEqual([3, 4]);
        expect(ledger.reader.read(4, 2).map(({ seq }) => seq)).toEqual([5]);
        expect(ledger.reader.read(5, 2)).toEqual([]);
      });

      test('gives one record, or the time of its receipt alone', () => {
        expect(text(ledger.reader.record(3))).toBe('row 3');
        expect(ledger.reader.receivedAt(3)).toBe(ledger.reader.record(3)?.receivedAt);
        expect(ledger.reader.record(6)).toBeUndefined();
        expect(ledger.reader.receivedAt(0)).toBeUndefined();
      });

      test('tells where the record of a position lies, by all that names one', () => {
        expect(ledger.reader.seqOf('mes', line('3', '').partition, '3')).toBe(3);
        expect(ledger.reader.seqOf('mes', line('3', '').partition, '6')).toBeUndefined();
        expect(ledger.reader.seqOf('mes', 'another', '3')).toBeUndefined();
        expect(ledger.reader.seqOf('erp', line('3', '').partition, '3')).toBeUndefined();
      });

      test('counts what landed, by source and stream', async () => {
        await ledger.append([
          line('1', 'plan', { source: 'whence', stream: 'control' }),
          line('1', 'x', { source: 'erp' }),
        ]);
        const lastReceivedAt = expect.any(String) as unknown;
        expect(ledger.reader.counts()).toEqual([
          { source: 'erp', stream: 'fact', stored: 1, redelivered: 0, lastSeq: 7, lastReceivedAt },
          { source: 'mes', stream: 'fact', stored: 5, redelivered: 0, lastSeq: 5, lastReceivedAt },
          { source: 'whence', stream: 'control', stored: 1, redelivered: 0, lastSeq: 6, lastReceivedAt },
        ]);
      });

      test('tells how far each source had come at a position', async () => {
        await ledger.append([
          line('1', 'x', { source: 'erp' }),
          line('6', 'row 6'),
          line('1', 'plan', { source: 'mes', stream: 'control', partition: 'control' }),
        ]);
        const at = (position: number) => ledger.reader.lastFacts(position).map(({ source, seq }) => `${source} ${seq}`);
        expect(at(0)).toEqual([]);
        expect(at(3)).toEqual(['mes 3']);
        expect(at(6)).toEqual(['erp 6', 'mes 5']);
        expect(at(8)).toEqual(['erp 6', 'mes 7']);
        expect(ledger.reader.lastFacts(3)[0]?.receivedAt).toBe(ledger.reader.receivedAt(3));
      });

      test('a listener hears of each new head until it stops', async () => {
        const heard: number[] = [];
        const stop = ledger.onCommit((head) => heard.push(head));
        await ledger.append([line('6', 'f')]);
        await ledger.append([line('6', 'f')]);
        await ledger.append([line('7', 'g'), line('8', 'h')]);
        stop();
        await ledger.append([line('9', 'i')]);
        expect(heard).toEqual([6, 8]);
      });
    });

    describe('the chain', () => {
      test('an empty ledger has a chain of nothing', () => {
        expect(ledger.reader.head()).toMatchObject({ seq: 0, head: '0'.repeat(64) });
        expect(ledger.reader.verify()).toMatchObject({ records: 0, batches: 0, head: '0'.repeat(64), ok: true });
      });

      test('a leaf is the hash of the canonical head', async () => {
        await ledger.append([
          line('1', 'a', { headers: { z: '1', a: '"' }, sourceTime: 'noon', flags: ['state'] }),
          line('2', 'b'),
        ]);
        for (const { seq, leaf, body, blobRange, ...head } of ledger.reader.read(0, 2)) {
          expect({ seq, leaf, size: body.length, blobRange }).toMatchObject({ leaf: sha256(canonicalJson(head)) });
        }
      });

      test('the head is the hash of the head before and the leaves of the batch', async () => {
        await ledger.append([line('1', 'a'), line('2', 'b')]);
        const first = ledger.reader.head();
        await ledger.append([line('3', 'c')]);
        const [a, b, c] = ledger.reader.read(0, 3).map(({ leaf }) => leaf);
        expect(first).toMatchObject({ seq: 2, head: sha256(Buffer.from('0'.repeat(64) + a! + b!, 'hex')) });
        expect(ledger.reader.head().head).toBe(sha256(Buffer.from(first.head + c!, 'hex')));
        expect(ledger.reader.verify()).toMatchObject({
          records: 3,
          batches: 2,
          head: ledger.reader.head().head,
          ok: true,
        });
      });

      test('repeats alone leave the chain as it is', async () => {
        await ledger.append([line('1', 'a')]);
        const before = ledger.reader.head();
        await ledger.append([line('1', 'a')]);
        expect(ledger.reader.head()).toEqual(before);
      });
    });

    describe('another writer', () => {
      test('S1: finds everything that was kept, and knows it again', async () => {
        const blob = await ledger.putBlob(Buffer.from('a file'));
        await ledger.append([line('1', 'a'), line('2', 'b')], [{ source: 'mes', partition: 'line 4', state: '2' }]);
        const head = ledger.reader.head();
        await ledger.close();
        const next = await open();
        expect(texts(next)).toEqual(['a', 'b']);
        expect(next.reader.head()).toMatchObject({ seq: head.seq, head: head.head });
        expect(next.reader.cursor('mes', 'line 4')).toBe('2');
        expect(next.reader.blob(blob)).toBeDefined();
        expect(kinds(await next.append([line('2', 'b'), line('3', 'c')]))).toEqual(['repeat', 'kept']);
        expect(next.reader.verify()).toMatchObject({ ok: true, records: 3 });
      });

      test('S2: opening raises the epoch, and who wrote before commits nothing any more', async () => {
        await ledger.append([line('1', 'a')]);
        const next = await open();
        expect(next.reader.head().epoch).toBe(2);
        const late = ledger.append([line('2', 'late')], [{ source: 'mes', partition: 'line 4', state: 'late' }]);
        await expect(late).rejects.toMatchObject({ code: 'FENCED' });
        await expect(ledger.append([line('1', 'a')])).rejects.toMatchObject({ code: 'FENCED' });
        await next.append([line('2', 'in time')]);
        expect(texts(next)).toEqual(['a', 'in time']);
        expect(next.reader.cursor('mes', 'line 4')).toBeUndefined();
        expect(next.reader.counts()).toMatchObject([{ stored: 2, redelivered: 0 }]);
        expect(next.reader.verify().ok).toBe(true);
      });
    });
  });
}
