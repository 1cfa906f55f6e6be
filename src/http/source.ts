import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { sameSecret } from '../domain/same-secret';
import type { Secret } from '../domain/secret';
import { answerSourceCheck } from '../service/answer-source-check';
import type { ServiceTools } from '../service/tools';
import { readAnyAsJson } from './any-json';
import type { Observer } from './observer';

export interface SourceOptions {
  readonly tools: ServiceTools;
  readonly observer: Observer;
  /** What LinkID has to show. */
  readonly token: Secret<string>;
  /** Largest request in bytes; it carries a face. */
  readonly bodyLimit: number;
}

/** `POST /providers/linkid/source`: we as LinkID's third-party data source (linkid.md, section 四). */
export function registerSource(
  server: FastifyInstance,
  { tools, observer, token, bodyLimit }: SourceOptions,
): void {
  server.register(async (scope) => {
    // Before the body is read: what a stranger sends is not worth it.
    scope.addHook('onRequest', async (request, reply) =>
      isBearer(request.headers.authorization, token) ? undefined : refuse(reply, 401, 'Unauthorized'),
    );
    readAnyAsJson(scope);
    scope.setErrorHandler<FastifyError>((error, _request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) throw error instanceof Error ? error : new Error('request failed');
      return refuse(reply, status, error.message);
    });

    scope.post('/providers/linkid/source', { bodyLimit }, async (request, reply) => {
      const parameters = parametersOf(request.body);
      if (!parameters) return refuse(reply, 400, 'parameters must be an object');
      const answer = await observer.door(request, 'source', () => answerSourceCheck(tools, parameters));
      return answer ? { code: 200, message: 'OK', data: answer } : reply.callNotFound();
    });
  });
}

/** LinkID reads the code in the body; the HTTP status says the same. */
function refuse(reply: FastifyReply, code: number, message: string): FastifyReply {
  return reply.code(code).send({ code, message, data: null });
}

function isBearer(header: string | undefined, token: Secret<string>): boolean {
  const shown = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  return shown !== undefined && sameSecret(shown, token.reveal());
}

function parametersOf(body: unknown): Readonly<Record<string, unknown>> | null {
  const parameters =
    typeof body === 'object' && body !== null && 'parameters' in body ? body.parameters : null;
  return typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters)
    ? { ...parameters }
    : null;
}
