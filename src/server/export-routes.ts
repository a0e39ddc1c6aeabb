import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import type { QueryContext } from '../../queries/context.ts';
import type { Audit } from '../access/audit.ts';
import type { Principal } from '../access/authorize.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { ServerLog } from './server-log.ts';
import { sendProblem } from './request-checks.ts';
import { traceLines } from './trace-stream.ts';

export interface ExportParts {
  readonly context: () => QueryContext;
  readonly principal: Principal;
  readonly audit: Audit;
  readonly log: ServerLog;
  readonly metrics: Metrics;
}

/** An answer leaves the house only after its audit entry is durable. */
export function addExportRoutes(server: FastifyInstance, parts: ExportParts): void {
  server.get<{ Params: { file: string } }>('/export/trace/:file', async ({ params: { file } }, reply) => {
    const [id, isNdjson] = [file.slice(0, -suffix.length), file.endsWith(suffix)];
    const context = parts.context();
    const head = isNdjson ? await context.traces.answer(context.view, id) : undefined;
    if (head === undefined) return sendProblem(reply, 404, 'ANSWER_GONE');
    await parts.audit.enter(parts.principal, {
      action: 'export ndjson',
      target: `trace ${id}`,
      new: head.questionDigest,
    });
    reply.headers({ 'cache-control': 'no-store', 'content-disposition': 'attachment; filename="trace.ndjson"' });
    return reply
      .type('application/x-ndjson')
      .send(Readable.from(counted(traceLines(context, head), parts), { objectMode: false }));
  });
}

const suffix = '.ndjson';

/** Closing the connection ends the generator, and with it the reading. */
async function* counted(lines: AsyncGenerator<string>, { log, metrics }: ExportParts): AsyncGenerator<string> {
  let isWhole = false;
  try {
    yield* lines;
    isWhole = true;
  } catch (error) {
    log.error({ error }, 'a stream was cut');
    throw error;
  } finally {
    metrics.stream(isWhole ? 'whole' : 'cut');
  }
}
