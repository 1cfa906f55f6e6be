import type { FastifyInstance } from 'fastify';
import { withTimeout } from '../../domain/with-timeout';
import type { Store } from '../../storage/store';
import type { Callers } from './callers';

export interface HealthOptions {
  readonly store: Pick<Store, 'database'>;
  readonly callers: Pick<Callers, 'isReady'>;
  readonly isDraining: () => boolean;
}

/** A database that needs longer than this counts as unreachable: probes wait only some seconds themselves. */
const patienceMs = 3000;

/** `/healthz`: the process lives. `/readyz`: it can serve. */
export function registerHealth(server: FastifyInstance, { store, callers, isDraining }: HealthOptions): void {
  server.get('/healthz', () => ({ status: 'ok' }));

  server.get('/readyz', async (_request, reply) => {
    if (isDraining()) return reply.code(503).send({ status: 'draining' });
    if (!callers.isReady()) return reply.code(503).send({ status: 'signing keys not read yet' });
    try {
      await withTimeout(store.database.ping(), patienceMs, 'The database does not answer.');
      return { status: 'ready' };
    } catch (error) {
      const isClosed = error instanceof Error && error.name === 'UnwritableError';
      return reply
        .code(503)
        .send({ status: isClosed ? 'database takes no changes' : 'database unreachable' });
    }
  });
}
