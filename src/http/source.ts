import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Secret } from '../domain/secret';
import { answerSourceCheck } from '../service/answer-source-check';
import type { ServiceTools } from '../service/tools';

export interface SourceOptions {
  readonly tools: ServiceTools;
  /** What LinkID has to show. */
  readonly token: Secret<string>;
  /** Largest request in bytes; it carries a face. */
  readonly bodyLimit: number;
}

/** `POST /providers/linkid/source`: we as LinkID's third-party data source (linkid.md, section 四). */
export function registerSource(server: FastifyInstance, { tools, token, bodyLimit }: SourceOptions): void {
  server.post('/providers/linkid/source', { bodyLimit }, async (request, reply) => {
    if (!isBearer(request.headers.authorization, token)) {
      return reply.code(401).send({ code: 401, message: 'Unauthorized', data: null });
    }
    const parameters = parametersOf(request.body);
    if (!parameters) {
      return reply.code(400).send({ code: 400, message: 'parameters must be an object', data: null });
    }
    const answer = await answerSourceCheck(tools, parameters);
    return answer ? { code: 200, message: 'OK', data: answer } : reply.callNotFound();
  });
}

function isBearer(header: string | undefined, token: Secret<string>): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const shown = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  return shown !== undefined && timingSafeEqual(digest(shown), digest(token.reveal()));
}

function parametersOf(body: unknown): Readonly<Record<string, unknown>> | null {
  const parameters =
    typeof body === 'object' && body !== null && 'parameters' in body ? body.parameters : null;
  return typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters)
    ? { ...parameters }
    : null;
}
