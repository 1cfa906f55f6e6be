import type { FastifyInstance } from 'fastify';
import { type PushReceipt, receivePush } from '../service/receive-push';
import type { ServiceTools } from '../service/tools';

/** A push is a few hundred bytes; the largest face of it, with room. */
const maxPushBytes = 64 * 1024;

const statusOf: Readonly<Record<PushReceipt['kind'], number>> = {
  acknowledged: 200,
  malformed: 400,
  unknown: 404,
  retry: 503,
};

/** `POST /callbacks/{provider}/{token}`: where providers push results. */
export function registerCallbacks(server: FastifyInstance, tools: ServiceTools): void {
  server.register(async (scope) => {
    // A push is read as JSON whatever it calls itself: providers are not careful with content types.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
      done(null, parseJson(String(body))),
    );

    scope.post<{ Params: { provider: string; token: string } }>(
      '/callbacks/:provider/:token',
      { bodyLimit: maxPushBytes },
      async (request, reply) => {
        const { provider, token } = request.params;
        const receipt = await receivePush(tools, provider.toUpperCase(), token, request.body);
        if (!receipt) return reply.callNotFound();
        return reply.code(statusOf[receipt.kind]).type('application/json').send(JSON.stringify(receipt.body));
      },
    );
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
