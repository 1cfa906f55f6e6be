import type { FastifyInstance } from 'fastify';
import { wantsStream } from './accept';

export interface Drain {
  readonly isOn: () => boolean;
  /** Has the end wait for an operation that came over a socket or a stream. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** Refuses what comes from now on, and waits for the requests under way, but no longer than this. */
  begin(limitMs: number): Promise<void>;
}

/** Probes answer to the end. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Lets the requests under way come to their end. Subscriptions are left out: they have no end of their own. What else
 * comes over a socket or a stream is held.
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
    if (!wantsStream(request)) {
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
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, limitMs);
        onEmpty = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
