import type { FastifyError, FastifyInstance } from 'fastify';
import { type PushReceipt, receivePush } from '../service/receive-push';
import type { ServiceTools } from '../service/tools';
import { readAnyAsJson } from './any-json';
import type { Observer } from './observer';

/** A push is a few hundred bytes; the largest face of it, with room. */
const maxPushBytes = 64 * 1024;

type PushRoute = { Params: { provider: string; token: string } };

const statusOf: Readonly<Record<PushReceipt['kind'], number>> = {
  acknowledged: 200,
  malformed: 400,
  unknown: 404,
  tooMany: 429,
  retry: 503,
};

/** `POST /callbacks/{provider}/{token}`: where providers push results. */
export function registerCallbacks(server: FastifyInstance, tools: ServiceTools, observer: Observer): void {
  server.register(async (scope) => {
    readAnyAsJson(scope);

    // What is refused before it is read, such as a body that is too large, is told in the provider's form too.
    scope.setErrorHandler<FastifyError, PushRoute>((error, request, reply) => {
      const reader = tools.catalog.provider(request.params.provider.toUpperCase())?.push;
      const status = error.statusCode ?? 500;
      if (!reader || status >= 500) throw error instanceof Error ? error : new Error('request failed');
      return reply.code(status).send(reader.refused(error.message));
    });

    scope.post<PushRoute>(
      '/callbacks/:provider/:token',
      { bodyLimit: maxPushBytes },
      async (request, reply) => {
        const { provider, token } = request.params;
        const receipt = await observer.door(request, 'push', () =>
          receivePush(tools, provider.toUpperCase(), token, request.body, request.ip),
        );
        if (!receipt) return reply.callNotFound();
        return reply.code(statusOf[receipt.kind]).type('application/json').send(JSON.stringify(receipt.body));
      },
    );
  });
}
