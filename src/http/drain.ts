import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { wantsStream } from './accept';

export interface Drain {
  readonly isOn: () => boolean;
  /** Refuses what comes from now on, and waits for the requests under way, but no longer than this. */
  begin(limitMs: number): Promise<void>;
}

/** Probes answer to the end. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Lets the requests under way come to their end. Streams are left out: they have no end of their own. */
export function registerDrain(server: FastifyInstance): Drain {
  const underWay = new Set<ServerResponse>();
  let isOn = false;
  let onEmpty = (): void => {};

  server.addHook('onRequest', async (request, reply) => {
    if (probes.has(request.url)) return undefined;
    if (isOn) {
      return reply.code(503).header('connection', 'close').send({ error: 'Shutting down. Send it again.' });
    }
    if (wantsStream(request)) return undefined;
    underWay.add(reply.raw);
    reply.raw.once('close', () => {
      underWay.delete(reply.raw);
      if (underWay.size === 0) onEmpty();
    });
    return undefined;
  });

  return {
    isOn: () => isOn,
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
