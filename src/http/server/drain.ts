import type { FastifyInstance } from 'fastify';
import { withTimeout } from '../../domain/with-timeout';
import { answerFormFor, isStream } from '../graphql/accept';

export interface Drain {
  readonly isOn: () => boolean;
  /** Makes the graceful close wait for an operation that came over a socket or a stream. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** Refuses new requests, and waits for the running ones, but no longer than this. */
  begin(limitMs: number): Promise<void>;
}

/** Probes answer to the end. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Lets running requests finish. Subscriptions are left out: they have no end of their own. Other operations over a
 * socket or a stream are held.
 */
export function registerDrain(server: FastifyInstance): Drain {
  const underWay = new Set<object>();
  let isOn = false;
  let onEmpty = (): void => {};

  server.addHook('onRequest', (request, reply, done) => {
    if (probes.has(request.url)) return done();
    if (isOn) {
      reply.code(503).header('connection', 'close').send({ error: 'Shutting down. Send it again.' });
      return;
    }
    if (!isStream(answerFormFor(request.headers.accept))) {
      underWay.add(reply.raw);
      reply.raw.once('close', () => leave(reply.raw));
    }
    done();
  });
  const leave = (work: object) => {
    underWay.delete(work);
    if (underWay.size === 0) onEmpty();
  };

  return {
    isOn: () => isOn,
    async hold(work) {
      underWay.add(work);
      try {
        return await work;
      } finally {
        // Once its answer is on its way.
        setImmediate(leave, work);
      }
    },
    begin(limitMs) {
      isOn = true;
      if (underWay.size === 0) return Promise.resolve();
      const empty = new Promise<void>((resolve) => {
        onEmpty = resolve;
      });
      return withTimeout(empty, limitMs, 'Requests are still running.').catch(() => {});
    },
  };
}
