import { WhenceError } from '../../graph/errors.ts';

const names: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/** Throws `BIND_REFUSED` for every host but loopback: without accounts nobody else may reach the port (S18). */
export function mustBeLoopback(host: string): void {
  if (names.has(host)) return;
  const says = `The server was told to listen on ${host || 'every address'}, which others can reach`;
  throw new WhenceError('BIND_REFUSED', { says });
}

/**
 * What a request may name as its host: this server, by a loopback name and its port. A page on the internet that points a
 * name of its own at this machine (DNS rebinding) names another one.
 */
export function isOurHost(host: string | undefined, port: number): boolean {
  return host !== undefined && hostsAt(port).includes(host.toLowerCase());
}

/** Absent where a program asks, or where a person opens a page. */
export function isOurOrigin(origin: string | undefined, port: number): boolean {
  return origin === undefined || hostsAt(port).some((host) => origin.toLowerCase() === `http://${host}`);
}

function hostsAt(port: number): readonly string[] {
  const hosts = ['localhost', '127.0.0.1', '[::1]'];
  const withPort = hosts.map((host) => `${host}:${String(port)}`);
  return port === 80 ? [...hosts, ...withPort] : withPort;
}
