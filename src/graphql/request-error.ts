import { type ASTNode, GraphQLError } from 'graphql';
import type { RequestErrorCode } from '../domain/request-errors';

interface RequestErrorOptions {
  /** The HTTP status of an answer that holds nothing but this error. */
  readonly status?: number;
  readonly nodes?: readonly ASTNode[];
}

/** An error about a request, with a code that docs/errors.md describes. */
export function requestError(
  code: RequestErrorCode,
  message: string,
  { status, nodes }: RequestErrorOptions = {},
): GraphQLError {
  const http = status === undefined ? {} : { http: { status } };
  return new GraphQLError(message, { ...(nodes && { nodes }), extensions: { code, ...http } });
}
