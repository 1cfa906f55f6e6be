import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PushReceipt } from '../../service/provider-events/push-receipt';
import { receiveAddress, receivePush } from '../../service/provider-events/receive-push';
import type { ServiceTools } from '../../service/tools';
import { readAnyAsJson } from '../server/any-json';
import type { ClientAddresses } from '../server/client-addresses';
import type { Observer } from '../server/observer';
import { BodyRefused, type UnverifiedBodies } from '../server/unverified-bodies';
import { UnknownAddresses } from './unknown-addresses';

/** A push has a few hundred bytes; this leaves ample room. */
export const maxPushBytes = 64 * 1024;

type PushRoute = { Params: { provider: string; token: string } };

export const statusOfPush: Readonly<Record<Exclude<PushReceipt['kind'], 'unknown'>, number>> = {
  acknowledged: 200,
  malformed: 400,
  retry: 503,
};

export interface CallbackOptions {
  readonly tools: ServiceTools;
  readonly observer: Observer;
  readonly addresses: ClientAddresses;
  readonly bodies: UnverifiedBodies;
}

/** `POST /callbacks/{provider}/{token}`: the callback addresses to which providers push results. */
export function registerCallbacks(
  server: FastifyInstance,
  { tools, observer, addresses, bodies }: CallbackOptions,
): void {
  const unknown = new UnknownAddresses(tools.settings.attempts, tools.now);
  const answer = (request: FastifyRequest, reply: FastifyReply, { kind, body }: PushReceipt) => {
    const sender = () => addresses.countable(addresses.of(request.raw));
    const status = kind === 'unknown' ? unknown.statusFor(sender()) : statusOfPush[kind];
    return reply.code(status).type('application/json').send(JSON.stringify(body));
  };
  server.register(async (scope) => {
    // The address is judged before the body is read: a stranger's body is not worth reading.
    scope.addHook<PushRoute>('onRequest', async (request, reply) => {
      const { provider, token } = request.params;
      const received = await receiveAddress(tools, provider.toUpperCase(), token);
      if (!received) return reply.callNotFound();
      if (received.unknown) return answer(request, reply, received.unknown);
      if (received.isOwn) bodies.believe(request.raw);
    });
    readAnyAsJson(scope, tools.log);

    // A body that is refused before it is read, such as one that is too large, is also answered in the provider's form.
    scope.setErrorHandler<FastifyError, PushRoute>((error, request, reply) => {
      const reader = tools.catalog.provider(request.params.provider.toUpperCase())?.push;
      const status = error.statusCode ?? 500;
      const isOurs = status >= 500 && !(error instanceof BodyRefused);
      if (!reader || isOurs) throw error instanceof Error ? error : new Error('request failed');
      return reply.code(status).send(reader.refused(error.message));
    });

    scope.post<PushRoute>(
      '/callbacks/:provider/:token',
      { bodyLimit: maxPushBytes },
      async (request, reply) => {
        const { provider, token } = request.params;
        const receipt = await observer.providerRequest(request, 'push', () =>
          receivePush(tools, provider.toUpperCase(), token, request.body),
        );
        if (!receipt) return reply.callNotFound();
        return answer(request, reply, receipt);
      },
    );
  });
}
