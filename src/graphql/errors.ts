import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { RequestErrorCode } from '../domain/request-errors';
import { AlteredRecordError } from '../domain/verification/altered-record';
import { ServiceError, TooManyAttemptsError } from '../service/errors';
import { withoutValues } from './without-values';

/** Receives every error that is our own fault, with the error itself; clients see less. */
export type FaultReporter = (path: string, error: unknown) => void;

/** Codes of errors about the request itself: the texts of graphql-js and Apollo are clear and reveal no internals. */
const requestErrorCodes: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * The error formatter, the only one: a use case's error keeps its code and text, an error about the request keeps its
 * text, every other error becomes INTERNAL_SERVER_ERROR and is reported. Never a stack trace.
 */
export function toClientError(error: unknown, report: FaultReporter): GraphQLFormattedError {
  const graphqlError = error instanceof GraphQLError ? error : null;
  const place = {
    ...(graphqlError?.locations && { locations: graphqlError.locations }),
    ...(graphqlError?.path && { path: graphqlError.path }),
  };
  const cause = graphqlError?.originalError ?? error;
  if (cause instanceof ServiceError) {
    const retryAt = cause instanceof TooManyAttemptsError ? { retryAt: cause.retryAt.toISOString() } : {};
    return { message: cause.message, ...place, extensions: { code: cause.code, ...retryAt } };
  }
  // Errors of compiled operations may lack extensions, against their type.
  const code = (graphqlError?.extensions as GraphQLError['extensions'] | undefined)?.['code'];
  if (graphqlError && code === 'BAD_USER_INPUT') {
    return { message: withoutValues(graphqlError.message), ...place, extensions: { code } };
  }
  if (graphqlError && (requestErrorCodes.has(code) || isAboutRequest(graphqlError))) {
    return {
      message: withoutValues(graphqlError.message),
      ...place,
      extensions: { code: code ?? requestErrorCode(graphqlError) },
    };
  }
  report(graphqlError?.path?.join('.') ?? '', cause);
  const message =
    cause instanceof AlteredRecordError
      ? cause.message
      : 'Something went wrong here. It has been recorded; please try again later.';
  return {
    message,
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR' satisfies RequestErrorCode },
  };
}

/** True for errors that graphql-js makes before execution: no path, and no cause, except a scalar's with a location. */
function isAboutRequest(error: GraphQLError): boolean {
  return error.path === undefined && (error.originalError === undefined || error.locations !== undefined);
}

/** The codes that Apollo assigns to the same errors; on the streaming transports they have none yet. */
function requestErrorCode({ message }: GraphQLError): RequestErrorCode {
  if (message.startsWith('Syntax Error: ')) return 'GRAPHQL_PARSE_FAILED';
  return message.startsWith('Variable "$') ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED';
}
