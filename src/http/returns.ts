import type { FastifyInstance } from 'fastify';
import { receiveReturn } from '../service/complete-return';
import type { ServiceTools } from '../service/tools';
import type { Observer } from './observer';

/** `GET /returns/{provider}/{token}?at=…`: where a person's browser comes back from a provider's page. */
export function registerReturns(server: FastifyInstance, tools: ServiceTools, observer: Observer): void {
  server.get<{ Params: { provider: string; token: string }; Querystring: Record<string, unknown> }>(
    '/returns/:provider/:token',
    // A HEAD is somebody looking at the link, not the person coming back.
    { exposeHeadRoute: false },
    async (request, reply) => {
      const { provider, token } = request.params;
      // LinkID's text once calls it `st`.
      const at = one(request.query['at']) ?? one(request.query['st']);
      const address = await observer.door(request, 'return', () =>
        receiveReturn(tools, provider.toUpperCase(), token, at),
      );
      // The token in our address is nobody else's business.
      reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store');
      return address === null ? reply.callNotFound() : reply.redirect(address, 303);
    },
  );
}

/** Of a parameter that came twice, the first; LinkID appends its own without looking what is there. */
function one(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : null;
}
