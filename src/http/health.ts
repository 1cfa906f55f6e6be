import type { FastifyInstance } from 'fastify';
import type { Store } from '../storage/store';

export interface HealthOptions {
  readonly store: Pick<Store, 'ping'>;
  readonly isDraining: () => boolean;
}

/** `/healthz`: the process lives. `/readyz`: it can serve. */
export function registerHealth(server: FastifyInstance, { store, isDraining }: HealthOptions): void {
  server.get('/healthz', () => ({ status: 'ok' }));

  server.get('/readyz', async (_request, reply) => {
    if (isDraining()) return reply.code(503).send({ status: 'draining' });
    try {
      await store.ping();
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'database unreachable' });
    }
  });
}
