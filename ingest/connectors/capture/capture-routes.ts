import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { errors, problem, WhenceError } from '../../../graph/errors.ts';
import type { ErrorCode, Problem } from '../../../graph/errors.ts';
import type { LedgerPosition, Receipt } from '../../../graph/ledger/ledger.ts';
import type { Outcome } from '../../../graph/ledger/outcomes.ts';
import { createInFlight } from '../../in-flight.ts';
import { landDocument, largestDocument } from './land-document.ts';
import { checkClock, checkKey, checkSignature, hasKey, keyDigestOf } from './sender-checks.ts';
import type { CaptureSource } from './sender-checks.ts';

export interface CaptureParts {
  readonly sources: readonly CaptureSource[];
  /** What became of a record, once it is known. */
  readonly outcome: (seq: LedgerPosition) => Outcome | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The doors for senders:
 * `POST /capture/:source` any document of the source's format;
 * `POST /capture`, `POST /epcis/capture` EPCIS 2.0, for the source of header `Whence-Source` where there are several;
 * `GET /epcis/capture/:id` what became of it.
 * The answer is 202, and it leaves only after the document is on disk (I1).
 */
export function captureRoutes(parts: CaptureParts): FastifyPluginAsync {
  const doors = new CaptureDoors(parts);
  // eslint-disable-next-line @typescript-eslint/require-await -- Fastify's plugins are promises
  return async (server) => doors.open(server);
}

const inFlightBytes = 64 * 1024 * 1024;

class CaptureDoors {
  readonly #parts: CaptureParts;
  readonly #inFlight = createInFlight(inFlightBytes);

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  open(server: FastifyInstance): void {
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestDocument }, (_request, body, done) =>
      done(null, body),
    );
    server.setErrorHandler((error, _request, reply) => refuse(reply, error));
    const options = { bodyLimit: largestDocument };
    server.post<{ Params: { source: string } }>('/capture/:source', options, (request, reply) =>
      this.#capture(request, reply, this.#named(request.params.source)),
    );
    for (const path of ['/capture', '/epcis/capture'])
      server.post(path, options, (request, reply) => this.#capture(request, reply, this.#forEpcis(request)));
    server.get<{ Params: { id: string } }>('/epcis/capture/:id', (request, reply) =>
      this.#job(request, request.params.id, reply),
    );
  }

  #named(name: string): CaptureSource {
    const source = this.#parts.sources.find((each) => each.name === name);
    if (!source) throw new WhenceError('CAPTURE_SOURCE', { source: name });
    return source;
  }

  #forEpcis(request: FastifyRequest): CaptureSource {
    const name = request.headers['whence-source'];
    if (typeof name === 'string') return this.#named(name);
    const digest = keyDigestOf(request.headers);
    const all = this.#parts.sources.filter(({ config }) => config.decode.format === 'epcis');
    const own = all.filter((source) => hasKey(source, digest, this.#parts.now()));
    const [only, other] = own.length > 0 ? own : all;
    if (!only || other)
      throw new WhenceError('CAPTURE_SOURCE', { says: only ? 'Several sources take EPCIS' : 'No source takes EPCIS' });
    return only;
  }

  async #capture(request: FastifyRequest, reply: FastifyReply, source: CaptureSource): Promise<FastifyReply> {
    const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    await this.#checkSender(request, source, bytes);
    if (this.#inFlight.isFull()) throw new WhenceError('CAPTURE_BUSY');
    const done = await this.#inFlight.take(bytes.length);
    try {
      const key = keyOf(request);
      const landed = await landDocument(source.port, source.config, {
        bytes,
        contentType: request.headers['content-type'] ?? 'application/octet-stream',
        ...(key === undefined ? {} : { key }),
        errors: behaviourOf(request) ?? source.config.errors ?? 'rollback',
      });
      if (landed.refused) return await refuseProblem(reply, landed.refused);
      return await accepted(reply, landed.receipts, landed.issue);
    } finally {
      done();
    }
  }

  /** Who sent it, and when; without a word about what the source is where that is not his. */
  async #checkSender(request: FastifyRequest, source: CaptureSource, body: Uint8Array): Promise<void> {
    const { headers } = request;
    const now = this.#parts.now();
    checkKey(source, this.#parts.sources, keyDigestOf(headers), now);
    checkClock(source, headers, now);
    await checkSignature(source, { headers, body });
  }

  /** Only to whom the source belongs, or to everybody where it is open. */
  #mayAsk(outcome: Outcome | undefined, request: FastifyRequest): boolean {
    const source = this.#parts.sources.find(({ name }) => name === outcome?.source);
    if (outcome === undefined) return true;
    if (source === undefined) return false;
    return source.config.keys === undefined || hasKey(source, keyDigestOf(request.headers), this.#parts.now());
  }

  #job(request: FastifyRequest, id: string, reply: FastifyReply): FastifyReply {
    const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(id) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (from === undefined || to === undefined || last < first || last - first > 100_000)
      return reply.code(404).send({ captureID: id, title: 'No such capture' });
    const outcomes: (Outcome | undefined)[] = [];
    for (let seq = first; seq <= last; seq++) outcomes.push(this.#parts.outcome(seq));
    if (!outcomes.every((outcome) => this.#mayAsk(outcome, request)))
      return reply.code(404).send({ captureID: id, title: 'No such capture' });
    const waiting = outcomes.filter((outcome) => outcome?.kind === 'quarantined');
    const isRunning = outcomes.includes(undefined);
    return reply.code(200).send({
      captureID: id,
      running: isRunning,
      success: !isRunning && waiting.length === 0,
      errors: waiting.map((outcome) => ({
        type: typeOf(outcome!.quarantine!.code),
        title: outcome!.quarantine!.message,
        record: outcome!.seq,
      })),
    });
  }
}

const printable = /^[\x21-\x7e]{1,200}$/;

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && printable.test(key)) return key;
  throw new WhenceError('CAPTURE_HEADER', { header: 'Idempotency-Key' });
}

function behaviourOf(request: FastifyRequest): 'rollback' | 'proceed' | undefined {
  const value = request.headers['gs1-capture-error-behaviour'];
  if (value === undefined || value === 'rollback' || value === 'proceed') return value;
  throw new WhenceError('CAPTURE_HEADER', { header: 'GS1-Capture-Error-Behaviour', value });
}

function accepted(reply: FastifyReply, receipts: readonly Receipt[], issue: Problem | undefined): FastifyReply {
  const positions = receipts.map(({ seq }) => seq);
  const count = (kind: Receipt['kind']): number => receipts.filter((receipt) => receipt.kind === kind).length;
  const id =
    positions.length === 0
      ? '0-0'
      : `${positions.reduce((a, b) => Math.min(a, b))}-${positions.reduce((a, b) => Math.max(a, b))}`;
  return reply
    .code(202)
    .header('location', `/epcis/capture/${id}`)
    .header('gs1-epcis-version', '2.0.0')
    .send({
      captureID: id,
      records: receipts.length,
      kept: count('kept'),
      repeats: count('repeat'),
      variants: count('kept-variant'),
      ...(issue ? { waits: { code: issue.code, message: issue.message } } : {}),
    });
}

const statuses: Readonly<Partial<Record<string, number>>> = {
  CAPTURE_FOREIGN_SOURCE: 403,
  CAPTURE_KEY: 401,
  CAPTURE_SIGNATURE: 401,
  CAPTURE_SOURCE: 404,
  SECRET_MISSING: 503,
  CAPTURE_TOO_LARGE: 413,
  CAPTURE_BUSY: 429,
  CAPTURE_CLOCK: 400,
  CAPTURE_HEADER: 400,
  LEDGER_FULL: 429,
  LEDGER_IO: 503,
  FENCED: 503,
};

const retryAfterSeconds: Readonly<Partial<Record<string, number>>> = {
  CAPTURE_BUSY: 1,
  LEDGER_FULL: 30,
  LEDGER_IO: 10,
  FENCED: 60,
};

const typeOf = (code: string): string => `urn:whence:error:${code}`;

function refuse(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof WhenceError) return refuseProblem(reply, { code: error.code, message: error.message });
  const { statusCode, code } = error as { readonly statusCode?: number; readonly code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return refuseProblem(reply, problem('CAPTURE_TOO_LARGE', `The document is larger than ${largestDocument} bytes`));
  return reply
    .code(statusCode ?? 500)
    .send({ type: typeOf('INTERNAL'), title: statusCode === undefined ? 'Internal error' : 'Bad request' });
}

/** As RFC 9457 has it. Nothing of the document was kept. */
function refuseProblem(
  reply: FastifyReply,
  { code, message }: { readonly code: ErrorCode; readonly message: string },
): FastifyReply {
  const status = statuses[code] ?? 500;
  const wait = retryAfterSeconds[code];
  if (wait !== undefined) reply.header('retry-after', String(wait));
  if (code === 'CAPTURE_KEY') reply.header('www-authenticate', 'Bearer realm="whence"');
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify({ type: typeOf(code), title: errors[code].meaning, status, detail: message, code }));
}
