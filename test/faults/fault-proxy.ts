import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** `up` is from the client to the server. */
export type Way = 'up' | 'down';

export type Cutting =
  /** Both ends see their connection closed, or with `reset` broken. */
  | { readonly kind: 'cut'; readonly way: Way; readonly after: number; readonly reset?: boolean }
  /** From then on nothing passes in either direction, and neither end is told: a cable pulled out. */
  | { readonly kind: 'half-open'; readonly way: Way; readonly after: number };

/** What happens to a connection. `after` counts bytes that have passed that way: the next one is not let through. */
export type Fault =
  | Cutting
  /** Every piece is late by so much, in order. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Closed as soon as it is made: the server is away. */
  | { readonly kind: 'refuse' };

/** A way to a server on this machine that can be disturbed. */
export interface FaultProxy {
  readonly host: string;
  readonly port: number;
  /** For the connections made from now on; `times` of them, then they pass undisturbed. */
  inject(fault: Fault, times?: number): void;
  /** Once, to whichever connection, open or to come: `after` counts what passes that way from now on. */
  strike(fault: Cutting): void;
  /** From now on connections pass undisturbed. */
  heal(): void;
  /** Breaks every open connection now. */
  cutAll(): void;
  /** How many faults have really happened: a test in which none did has shown nothing. */
  injected(): number;
  /** Connections made so far, and bytes that have passed. */
  passed(): { readonly connections: number; readonly up: number; readonly down: number };
  close(): Promise<void>;
}

export async function startFaultProxy(target: { readonly host: string; readonly port: number }): Promise<FaultProxy> {
  const proxy = new Proxying(target);
  await proxy.listen();
  return proxy;
}

const host = '127.0.0.1';

class Proxying implements FaultProxy {
  readonly host = host;
  readonly #target: { readonly host: string; readonly port: number };
  readonly #server = createServer((client) => this.#join(client));
  readonly #sockets = new Set<Socket>();
  readonly #bytes = { up: 0, down: 0 };
  #fault: Fault | undefined;
  #next: { readonly fault: Cutting; passed: number } | undefined;
  #left = 0;
  #connections = 0;
  #injected = 0;

  constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = target;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, host, resolve);
    });
  }

  inject(fault: Fault, times = Number.POSITIVE_INFINITY): void {
    [this.#fault, this.#left] = [fault, times];
  }

  strike(fault: Cutting): void {
    this.#next = { fault, passed: 0 };
  }

  heal(): void {
    this.#fault = this.#next = undefined;
  }

  cutAll(): void {
    this.#injected += this.#sockets.size > 0 ? 1 : 0;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  injected(): number {
    return this.#injected;
  }

  passed(): ReturnType<FaultProxy['passed']> {
    return { connections: this.#connections, ...this.#bytes };
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #ofConnection(): Fault | undefined {
    if (this.#fault === undefined || this.#left <= 0) return undefined;
    this.#left--;
    return this.#fault;
  }

  #join(client: Socket): void {
    this.#connections++;
    const fault = this.#ofConnection();
    if (fault?.kind === 'refuse') {
      this.#injected++;
      client.resetAndDestroy();
      return;
    }
    const server = connect(this.#target);
    const pair = { client, server, isDead: false, isCut: false };
    for (const socket of [client, server]) this.#keep(socket);
    for (const way of ['up', 'down'] as const)
      this.#carry(pair, way, fault).catch(() => {
        // An end that broke off; behind a pulled cable the other does not learn of it.
        if (!pair.isDead) pair[way === 'up' ? 'server' : 'client'].destroySoon();
      });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  async #carry(pair: Pair, way: Way, fault: Fault | undefined): Promise<void> {
    const [from, to] = way === 'up' ? [pair.client, pair.server] : [pair.server, pair.client];
    const limit = fault !== undefined && 'after' in fault && fault.way === way ? fault.after : undefined;
    let passed = 0;
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (fault?.kind === 'delay') await this.#late(fault.ms);
      // Read and thrown away: no end is to learn of it.
      if (pair.isDead) continue;
      if (pair.isCut) return;
      const own = limit === undefined ? chunk : chunk.subarray(0, limit - passed);
      const next = this.#next?.fault.way === way ? this.#next : undefined;
      const piece = next === undefined ? own : own.subarray(0, next.fault.after - next.passed);
      passed += piece.length;
      if (next !== undefined) next.passed += piece.length;
      this.#bytes[way] += piece.length;
      const isFull = piece.length > 0 && !to.destroyed && !to.write(piece);
      if (piece.length < own.length) this.#strikeNext(pair);
      else if (piece.length < chunk.length) this.#strike(pair, fault!);
      else if (isFull) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
    }
    if (!pair.isDead) to.end();
  }

  async #late(ms: number): Promise<void> {
    this.#injected++;
    await pause(ms);
  }

  #strikeNext(pair: Pair): void {
    const { fault } = this.#next!;
    this.#next = undefined;
    this.#strike(pair, fault);
  }

  #strike(pair: Pair, fault: Fault): void {
    this.#injected++;
    if (fault.kind !== 'cut') {
      pair.isDead = true;
      return;
    }
    pair.isCut = true;
    for (const socket of [pair.client, pair.server]) {
      if (fault.reset === true) socket.resetAndDestroy();
      else socket.destroySoon();
    }
  }
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  isDead: boolean;
  isCut: boolean;
}
