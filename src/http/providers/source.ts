import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { sameSecret } from '../../domain/privacy/same-secret';
import type { Secret } from '../../domain/privacy/secret';
import { answerSourceCheck } from '../../service/provider-events/answer-source-check';
import type { DataSource, ServiceTools } from '../../service/tools';
import { readAnyAsJson } from '../server/any-json';
import type { Observer } from '../server/observer';
import type { UnverifiedBodies } from '../server/unverified-bodies';

export interface SourceOptions {
  readonly tools: ServiceTools;
  readonly source: DataSource;
  readonly observer: Observer;
  /** The token that the provider must send. */
  readonly token: Secret<string>;
  /** Largest request in bytes; it contains a face image. */
  readonly bodyLimit: number;
  readonly bodies: UnverifiedBodies;
}

/** `POST /providers/{provider}/source`: a provider asks us as its data source. */
export function registerSource(
  server: FastifyInstance,
  { tools, source, observer, token, bodyLimit, bodies }: SourceOptions,
): void {
  const { wire } = source;
  const refuse = (reply: FastifyReply, status: number, reason: string): FastifyReply =>
    reply.code(status).send(wire.refused(status, reason));
  server.register(async (scope) => {
    // Checked before the body is read: a body without the right token is not worth reading.
    scope.addHook('onRequest', async (request, reply) => {
      if (!isBearer(request.headers.authorization, token)) return refuse(reply, 401, 'Unauthorized');
      bodies.believe(request.raw);
    });
    readAnyAsJson(scope, tools.log);
    scope.setErrorHandler<FastifyError>((error, _request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) throw error instanceof Error ? error : new Error('request failed');
      return refuse(reply, status, error.message);
    });

    const path = `/providers/${wire.asker.toLowerCase()}/source`;
    scope.post(path, { bodyLimit }, async (request, reply) => {
      const parameters = wire.read(request.body);
      if (!parameters) return refuse(reply, 400, 'parameters must be an object');
      const { httpStatus, body } = await observer.providerRequest(request, 'source', () =>
        answerSourceCheck(tools, source, parameters),
      );
      return reply.code(httpStatus).send(body);
    });
  });
}

function isBearer(header: string | undefined, token: Secret<string>): boolean {
  const shown = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  return shown !== undefined && sameSecret(shown, token.reveal());
}
