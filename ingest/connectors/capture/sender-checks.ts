import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { WhenceError } from '../../../graph/errors.ts';
import type { ConnectorPort } from '../../connector.ts';
import type { CaptureConfig } from './config.ts';

export interface CaptureSource {
  readonly name: string;
  readonly config: CaptureConfig;
  readonly port: ConnectorPort;
}

/** A request as far as it says who sent it. */
export interface SenderRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

const clockToleranceMs = 300_000;

/** SHA-256 of the key that a request carries, as the configuration holds it. */
export function keyDigestOf(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
  const plain = headers['x-api-key'];
  const key = bearer ?? (typeof plain === 'string' ? plain : undefined);
  return key === undefined ? undefined : hash('sha256', key);
}

export function hasKey({ config }: CaptureSource, digest: string | undefined, nowMs: number): boolean {
  const key = config.keys?.find(({ sha256 }) => sha256 === digest);
  return key !== undefined && (key.until === undefined || nowMs < Date.parse(key.until));
}

/** Nothing is appended as another's source (S9): the key must be one of this source, where it has any. */
export function checkKey(
  source: CaptureSource,
  all: readonly CaptureSource[],
  digest: string | undefined,
  nowMs: number,
): void {
  const isOthers = all.some((other) => other !== source && hasKey(other, digest, nowMs));
  if (hasKey(source, digest, nowMs)) return;
  // Also where the source itself is open: a sender with a key means another source.
  if (isOthers) throw new WhenceError('CAPTURE_FOREIGN_SOURCE', { source: source.name });
  if (source.config.keys !== undefined) throw new WhenceError('CAPTURE_KEY', { source: source.name });
}

export function checkClock({ config }: CaptureSource, headers: IncomingHttpHeaders, nowMs: number): void {
  const stated = headers['whence-time'];
  if (typeof stated !== 'string') {
    // A signature without a time could be sent again for ever.
    if (config.signatures === undefined) return;
    throw new WhenceError('CAPTURE_CLOCK', { says: 'A signed request must say its time in Whence-Time' });
  }
  if (!(Math.abs(Date.parse(stated) - nowMs) <= clockToleranceMs)) throw new WhenceError('CAPTURE_CLOCK', { stated });
}

/** `Whence-Signature: sha256=` and the HMAC in lower-case hex, of what `signedText` says. */
export async function checkSignature(source: CaptureSource, request: SenderRequest): Promise<void> {
  const { signatures } = source.config;
  if (signatures === undefined) return;
  const shown = /^sha256=([0-9a-f]{64})$/.exec(String(request.headers['whence-signature'] ?? ''))?.[1];
  const given = Buffer.from(shown ?? '', 'hex');
  for (const ref of signatures) {
    const secret = await source.port.secrets.read(ref);
    const mac = signatureOf(secret.reveal(), source.name, request);
    if (given.length === mac.length && timingSafeEqual(given, mac)) return;
  }
  throw new WhenceError('CAPTURE_SIGNATURE', { source: source.name });
}

/** Each on a line of its own: time, source, key of the document, error behaviour; then the body. Absent headers are empty. */
function signatureOf(secret: string, source: string, { headers, body }: SenderRequest): Buffer {
  const said = ['whence-time', 'idempotency-key', 'gs1-capture-error-behaviour'].map((name) => headers[name] ?? '');
  const [time, key, errors] = said.map(String);
  return createHmac('sha256', secret).update(`${time}\n${source}\n${key}\n${errors}\n`).update(body).digest();
}
