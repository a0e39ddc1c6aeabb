import { statfs } from 'node:fs/promises';
import { errors, isStoreAway } from '../../graph/errors.ts';
import type { ErrorCode } from '../../graph/errors.ts';
import type { QueryParts } from '../../queries/context.ts';

/** A state the service is in that people should know of, while it goes on. */
export interface Condition {
  readonly code: ErrorCode;
  readonly about?: string;
}

export interface Health {
  readonly status: 'ready' | 'degraded' | 'not ready';
  readonly conditions: readonly (Condition & { readonly meaning: string; readonly remedy: string })[];
  readonly ledgerPosition?: number;
  readonly appliedPosition?: number;
}

export interface HealthParts {
  readonly queries: QueryParts;
  /** Folder whose volume must not fill up; not looked at where absent. */
  readonly dataFolder?: string | undefined;
  /** What composition knows of itself: a source that is down, a ledger that does not take anything. */
  readonly conditions?: (() => readonly Condition[]) | undefined;
}

// Without these no question can be answered.
const fatal: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['LEDGER_IO', 'NOT_READY']);

export async function readHealth(parts: HealthParts): Promise<Health> {
  const { queries, conditions = () => [] } = parts;
  const told = conditions();
  const written = queries.written?.() ?? 0;
  const [ledger, store, index, disk] = await Promise.all([
    attempt('LEDGER_IO', () => Promise.resolve(queries.ledger.head().seq)),
    attempt('STORE_UNAVAILABLE', () => inTime(queries.store.position())),
    attempt('NOT_READY', () => queries.traces.state()),
    diskConditions(parts.dataFolder),
  ]);
  const seen: readonly Condition[] = [
    ...[ledger, store, index].flatMap(({ failed }) => failed ?? []),
    ...(store.value !== undefined && store.value < written ? [{ code: 'STORE_BEHIND' as const }] : []),
    // Without the store the index answers, if there is one.
    ...(store.failed && index.value?.position === 0 ? [{ code: 'NOT_READY' as const }] : []),
    ...(index.value?.warm === false ? [{ code: 'INDEX_WARMING' as const }] : []),
    ...disk,
  ];
  // What a part says of itself tells more than what is seen from here.
  const found = [...seen.filter(({ code }) => !told.some((one) => one.code === code)), ...told];
  return {
    status: statusOf(found),
    conditions: found.map((one) => ({ ...one, meaning: errors[one.code].meaning, remedy: errors[one.code].remedy })),
    ...(ledger.value === undefined ? {} : { ledgerPosition: ledger.value }),
    ...(store.value === undefined ? {} : { appliedPosition: store.value }),
  };
}

function statusOf(found: readonly Condition[]): Health['status'] {
  if (found.some(({ code }) => fatal.has(code))) return 'not ready';
  return found.length > 0 ? 'degraded' : 'ready';
}

// Whoever asks whether we are ready does not wait for a connection that hangs.
const patience = 2000;

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('It did not answer in time.')), patience);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}

type Attempt<T> = { readonly value?: T; readonly failed?: Condition };

async function attempt<T>(code: ErrorCode, read: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    // That the store does not let us in is for whoever configured it, not for whoever runs it.
    if (isStoreAway(error)) return { failed: { code: error.code } };
    return { failed: { code } };
  }
}

async function diskConditions(folder: string | undefined): Promise<readonly Condition[]> {
  if (folder === undefined) return [];
  const used = await usedShare(folder);
  if (used > 0.9) return [{ code: 'DISK_FULL' }];
  return used > 0.7 ? [{ code: 'DISK_LOW' }] : [];
}

async function usedShare(folder: string): Promise<number> {
  try {
    const { blocks, bavail } = await statfs(folder);
    return blocks === 0 ? 0 : 1 - bavail / blocks;
  } catch {
    return 0;
  }
}
