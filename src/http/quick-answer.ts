import type { FastifyRequest } from 'fastify';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { createContext } from '../graphql/context';
import { run } from '../graphql/execution';
import type { ServiceTools } from '../service/tools';
import type { Answers } from './answers';
import { type Callers, credentialsOf } from './callers';
import type { Gate } from './gate';
import type { Observer } from './observer';
import { isRecord, toOperationRequest } from './operation-request';

export interface QuickAnswerOptions {
  readonly gate: Gate;
  readonly answers: Answers;
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly observer: Observer;
}

export interface QuickAnswer {
  readonly contentType: string;
  readonly body: string;
}

/**
 * Answers the plain case, which is nearly every request, without Apollo's pipeline: a query or mutation by POST that
 * passes the gate and whose variables fit. Everything else, and whatever is wrong with a request, is Apollo's: null,
 * and nothing was run.
 */
export async function answerQuickly(
  request: FastifyRequest,
  { gate, answers, tools, callers, observer }: QuickAnswerOptions,
): Promise<QuickAnswer | null> {
  if (request.method !== 'POST' || !isPlain(request.body)) return null;
  const contentType = contentTypeFor(request.headers.accept);
  if (contentType === null) return null;
  const asked = toOperationRequest(request.body);
  if (asked instanceof GraphQLError) return null;
  const admitted = gate.admit(asked);
  if (!('args' in admitted) || admitted.operation === OperationTypeNode.SUBSCRIPTION) return null;
  observer.admitted(admitted);
  const caller = await callers.identify(credentialsOf(request.headers), request.ip);
  const result = await run({ ...admitted.args, contextValue: createContext(tools, caller) });
  if (result.data === undefined) return null;
  observer.answered(result);
  const { errors, data } = answers.result(result);
  return { contentType, body: `${JSON.stringify({ errors, data })}\n` };
}

/** Extensions ask for more than an answer: persisted queries, traces. */
function isPlain(body: unknown): boolean {
  if (!isRecord(body) || typeof body['query'] !== 'string') return false;
  const { extensions } = body;
  return extensions == null || (isRecord(extensions) && Object.keys(extensions).length === 0);
}

const mediaTypes = ['application/json; charset=utf-8', 'application/graphql-response+json; charset=utf-8'];
const chosen = new LRUCache<string, { readonly type: string | null }>({ max: 100 });

/** The one of our types that is preferred; null where neither is accepted. */
function contentTypeFor(accept: string | undefined): string | null {
  if (accept === undefined) return mediaTypes[0] ?? null;
  const known = chosen.get(accept);
  if (known) return known.type;
  const type = new Negotiator({ headers: { accept } }).mediaType(mediaTypes) ?? null;
  chosen.set(accept, { type });
  return type;
}
