import type { GraphQLError } from 'graphql';
import { acceptsPlainJsonOnly } from './accept';

/** HTTP status of an operation that was refused with these errors. */
export function refusalStatus([first]: readonly GraphQLError[]): number {
  const http = first?.extensions['http'];
  const status = typeof http === 'object' && http !== null && 'status' in http ? http.status : null;
  return typeof status === 'number' ? status : 400;
}

/** Faults of a document or its variables. */
const documentFaults: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

/**
 * A client that accepts application/json only cannot tell a GraphQL answer with status 400 from an answer of a proxy:
 * its well-formed requests get 200, even if the document is refused (GraphQL over HTTP, 6.4.1).
 */
export function statusFor(status: number, [first]: Errors, accept: string | undefined): number {
  const isAboutDocument = status === 400 && documentFaults.has(first?.extensions?.['code']);
  return isAboutDocument && acceptsPlainJsonOnly(accept) ? 200 : status;
}

/** Errors in the form in which clients get them. */
type Errors = readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
