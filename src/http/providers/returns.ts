import type { FastifyInstance } from 'fastify';
import { type ReturnQuery, receiveReturn } from '../../service/provider-events/complete-return';
import type { ServiceTools } from '../../service/tools';
import type { Observer } from '../server/observer';

/** `GET /returns/{provider}/{token}?…`: the return addresses to which a provider's page sends a person's browser. */
export function registerReturns(server: FastifyInstance, tools: ServiceTools, observer: Observer): void {
  server.get<{ Params: { provider: string; token: string }; Querystring: ReturnQuery }>(
    '/returns/:provider/:token',
    // A HEAD request inspects the link; it is not the person who comes back.
    { exposeHeadRoute: false },
    async (request, reply) => {
      const { provider, token } = request.params;
      const address = await observer.providerRequest(request, 'return', () =>
        receiveReturn(tools, provider.toUpperCase(), token, request.query),
      );
      // The token in our address must not leave with the browser.
      reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store');
      return address === null ? reply.callNotFound() : reply.redirect(address, 303);
    },
  );
}
