import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** Nothing is loaded, framed or sent anywhere unless a page says which. */
const strictest = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const always: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function addSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers({ ...always, 'content-security-policy': strictest });
    done();
  });
}

/** The policy of a page: the strictest, and what it needs by name or by the hash of what stands in it. */
export function pagePolicy(allowed: readonly string[]): string {
  return [strictest, ...allowed].join('; ');
}

export function hashOf(inline: string): string {
  return `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;
}
