import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { parseJsonText } from './text-body';

/** A twin's answer as a value, so that the twin's rules do not depend on the transport. */
export type TwinAnswer =
  | { readonly kind: 'json'; readonly status: number; readonly body: object }
  /** HTTP 200 with a body that is not JSON. */
  | { readonly kind: 'garbage' }
  /** No answer, until the client gives up or the sandbox closes. */
  | { readonly kind: 'hang' };

export function json(body: object, status = 200): TwinAnswer {
  return { kind: 'json', status, body };
}

export function sendAnswer(reply: FastifyReply, answer: TwinAnswer): FastifyReply {
  switch (answer.kind) {
    case 'json':
      return reply.code(answer.status).send(answer.body);
    case 'garbage':
      return reply.type('application/json; charset=utf-8').send('{"code":200,"message":"OK","data":{');
    case 'hang':
      return reply.hijack();
  }
}

export function bodyText({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : '';
}

export function hasType({ headers }: FastifyRequest, type: string): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === type;
}

/** The body's JSON value; undefined if the body is not JSON or its type does not say so. */
export function jsonBody(request: FastifyRequest): unknown {
  return hasType(request, 'application/json') ? parseJsonText(request.body) : undefined;
}

/** Path of the first fault, e.g. `data.role`; for an unknown field, its own name. */
export function faultyField(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue?.path;
  return path?.join('.') || 'body';
}
