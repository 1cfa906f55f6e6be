/** The description of one code of `errors[].extensions.code`. */
export interface RequestErrorEntry {
  /** The cause, for the developer of a client. */
  readonly meaning: string;
  /** The next step for the client. */
  readonly remedy: string;
}

/**
 * Every code that `errors[].extensions.code` can have, over every transport. `npm run errors` writes docs/errors.md
 * from it. Faults of a mutation's input are `inputErrors` instead, and a provider's refusal is a `failure`.
 */
export const requestErrors = {
  UNAUTHENTICATED: {
    meaning: 'The operation needs a caller, and the request names none or its access token is not accepted.',
    remedy: 'Sign in, and send a new token.',
  },
  FORBIDDEN: {
    meaning: 'The caller lacks a scope, or the token does not carry the sign-in that PRIVILEGED_ACR demands.',
    remedy: 'Ask for a token with the scope. Do not repeat the request.',
  },
  AUTH_UNAVAILABLE: {
    meaning: 'The token cannot be judged, because the signing keys cannot be read at the moment.',
    remedy: 'Repeat the request after the seconds in Retry-After. The person is still signed in.',
  },
  NOT_FOUND: {
    meaning: 'The id is unknown, or what it names belongs to another account.',
    remedy: 'Check the id and the account. Do not repeat the request.',
  },
  BAD_USER_INPUT: {
    meaning: 'An argument or a variable does not fit. The text names it and says what was expected.',
    remedy: 'Correct the value.',
  },
  TOO_MANY_ATTEMPTS: {
    meaning: 'The limit for attempts is reached. `extensions.retryAt` says when the next one is allowed.',
    remedy: 'Wait until `retryAt`.',
  },
  GRAPHQL_PARSE_FAILED: {
    meaning: 'The document is not GraphQL.',
    remedy: 'Correct the document.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    meaning: 'The document does not fit the schema, or asks for introspection where it is disabled.',
    remedy: 'Generate the client again from schema/verification.graphql.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    meaning: 'The document has several operations and `operationName` names none of them.',
    remedy: 'Send `operationName`.',
  },
  QUERY_TOO_COMPLEX: {
    meaning: 'The document is larger than a limit. The text names the size, the limit and the setting.',
    remedy: 'Ask for less at once, with smaller pages or fewer fields.',
  },
  BAD_REQUEST: {
    meaning: 'The request is not GraphQL over HTTP: body, parameters or headers do not fit.',
    remedy: 'Correct the request.',
  },
  PAYLOAD_TOO_LARGE: {
    meaning: 'The body is larger than allowed. Without a valid token less is allowed.',
    remedy: 'Send a smaller image, or sign in first.',
  },
  BUSY: {
    meaning: 'Too many unfinished bodies from callers without a valid token.',
    remedy: 'Repeat the request after a pause.',
  },
  TOO_MANY_OPERATIONS: {
    meaning: 'The caller has too many queries and mutations under way (OPERATIONS_PER_CALLER).',
    remedy: 'Wait for one to end, and send this one again.',
  },
  TOO_MANY_CONNECTIONS: {
    meaning: 'The caller has too many open sockets and streams (SOCKETS_PER_CALLER).',
    remedy: 'Close one, and subscribe again.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    meaning: 'The socket has too many subscriptions (SUBSCRIPTIONS_PER_SOCKET).',
    remedy: 'Complete one, or follow a whole account with one subscription.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    meaning: 'The service does not know the text of this hash.',
    remedy: "Send the text with the hash once. Apollo's clients do so by themselves.",
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    meaning: 'Persisted queries are disabled (PERSISTED_QUERIES=off).',
    remedy: 'Send the text.',
  },
  PERSISTED_QUERY_NOT_IN_LIST: {
    meaning: 'Only the documents of a manifest may run here (TRUSTED_DOCUMENTS).',
    remedy: 'Register the document with the operator.',
  },
  SERVICE_STARTING: {
    meaning: 'This process has not reached its database since it was started.',
    remedy: 'Repeat the request after the seconds in Retry-After.',
  },
  SERVICE_RESTARTING: {
    meaning: 'The stream ends because this process shuts down.',
    remedy: 'Subscribe again with `sinceVersion`, or `after` for an account. Nothing is missed.',
  },
  INTERNAL_SERVER_ERROR: {
    meaning: 'A fault of the service. It is in its log, under the same request id.',
    remedy: 'Repeat the request later, a mutation with the same `idempotencyKey`.',
  },
} as const satisfies Readonly<Record<string, RequestErrorEntry>>;

export type RequestErrorCode = keyof typeof requestErrors;
