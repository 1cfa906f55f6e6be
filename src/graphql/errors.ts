import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ServiceError } from '../service/errors';
import { withoutValues } from './without-values';

/** Told of every error that is our own fault, with the error itself; what a client sees is another matter. */
export type FaultReporter = (path: string, error: unknown) => void;

/** Codes of errors about the request itself, which graphql-js and Apollo word well and without our internals. */
const requestErrorCodes: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * The one way from an error to what a client sees: a use case's error keeps its code and text, an error about the
 * request keeps its text, everything else becomes INTERNAL_SERVER_ERROR and is reported. Never a stack trace.
 */
export function toClientError(error: unknown, report: FaultReporter): GraphQLFormattedError {
  const graphqlError = error instanceof GraphQLError ? error : null;
  const place = {
    ...(graphqlError?.locations && { locations: graphqlError.locations }),
    ...(graphqlError?.path && { path: graphqlError.path }),
  };
  const cause = graphqlError?.originalError ?? error;
  if (cause instanceof ServiceError) {
    return { message: cause.message, ...place, extensions: { code: cause.code } };
  }
  // Those of compiled operations have none where there is nothing to say.
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
  return {
    message: 'Something went wrong here. It has been recorded; please try again later.',
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

/** Made by graphql-js before execution: no path, and nobody's exception behind it but that of a scalar, at a place. */
function isAboutRequest(error: GraphQLError): boolean {
  return error.path === undefined && (error.originalError === undefined || error.locations !== undefined);
}

/** What Apollo says of the same errors; over the streaming transports nobody has said it yet. */
function requestErrorCode({ message }: GraphQLError): string {
  if (message.startsWith('Syntax Error: ')) return 'GRAPHQL_PARSE_FAILED';
  return message.startsWith('Variable "$') ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED';
}
