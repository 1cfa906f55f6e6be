import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { type GraphQLError, OperationTypeNode } from 'graphql';
import { badRequest, fromSearch, type OperationRequest, toOperationRequest } from './operation-request';

/** The operation in an HTTP request, or the error if it cannot be read. */
export function readRequest({
  method,
  headers,
  query,
  body,
}: FastifyRequest): OperationRequest | GraphQLError {
  if (method === 'GET') return fromSearch(query);
  // Any page can make a browser send a form or plain text without a preflight: neither must change anything.
  return isJson(headers) ? toOperationRequest(body) : notJson;
}

/** Refuses a mutation by GET, which must be safe. */
export function refuseByMethod(method: string, operation: OperationTypeNode): GraphQLError | null {
  return method === 'GET' && operation === OperationTypeNode.MUTATION ? mutationByGet : null;
}

/**
 * True if no other site's page can have made a browser send this GET without a preflight. Nothing else would keep such
 * a page from having its visitors' browsers run queries here, and timing them.
 */
export function isPreflighted(headers: IncomingHttpHeaders): boolean {
  return (
    isJson(headers) ||
    /^Bearer /i.test(headers.authorization ?? '') ||
    headers['sec-fetch-site'] === 'same-origin' ||
    preflightHeaders.some((name) => Boolean(headers[name]))
  );
}

const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name'];

/** Only the media type counts; its parameters are ignored. */
function isJson(headers: IncomingHttpHeaders): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  return type.trim().toLowerCase() === 'application/json';
}

const notJson = badRequest('A request by POST must be application/json.', 415);
const mutationByGet = badRequest('A mutation needs POST.', 405);
