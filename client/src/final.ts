import { StreamRefused } from './event-stream.ts';

/** Close codes of graphql-transport-ws that a retry would meet again. 4429 (too many connections) is temporary. */
const finalCloseCodes: ReadonlySet<unknown> = new Set([4400, 4401, 4403, 4406, 4409]);

/** Codes of GraphQL errors that a retry would meet again. Any other may be a temporary fault of the server. */
export const finalErrorCodes: ReadonlySet<string> = new Set([
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'QUERY_TOO_COMPLEX',
  'PAYLOAD_TOO_LARGE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_IN_LIST',
]);

/** Codes with which routers refuse what their own check of `@authenticated` and `@requiresScopes` does not allow. */
const finalRouterCodes: ReadonlySet<string> = new Set(['UNAUTHORIZED_FIELD_OR_TYPE', 'UNAUTHORIZED']);

/** HTTP statuses of the class 4xx that a later request need not meet. */
const temporaryStatuses: ReadonlySet<number> = new Set([408, 421, 425, 429]);

/** Following has ended permanently. `code` is a GraphQL error's, such as NOT_FOUND, or a close code, such as 4403. */
export class FollowingEnded extends Error {
  override readonly name = 'FollowingEnded';
  readonly code: string;
  /** The last version that was seen: with new rights, resume from here. */
  readonly version: number;

  constructor({ code, message }: Finality, version: number) {
    super(message);
    this.code = code;
    this.version = version;
  }
}

/** The reason not to retry. */
export interface Finality {
  readonly code: string;
  readonly message: string;
}

/**
 * The cause of a subscription's end: GraphQL errors, a close event, a refused stream, or an error of the connection.
 * Null if it is temporary.
 */
export function finalityOf(cause: unknown): Finality | null {
  if (Array.isArray(cause)) return cause.map(finalityOfError).find((found) => found !== null) ?? null;
  if (cause instanceof StreamRefused) return finalityOfRefusal(cause);
  if (!isRecord(cause) || !finalCloseCodes.has(cause['code'])) return null;
  return { code: String(cause['code']), message: `The socket was closed: ${String(cause['reason'])}` };
}

/** Errors of the service say more than a status, which may be that of a proxy in between. */
function finalityOfRefusal({ status, errors, message }: StreamRefused): Finality | null {
  if (errors.some(hasCode)) return finalityOf(errors);
  const isFinal = status >= 400 && status < 500 && !temporaryStatuses.has(status);
  return isFinal ? { code: `HTTP_${status}`, message } : null;
}

function finalityOfError(error: unknown): Finality | null {
  if (!hasCode(error)) return null;
  const { code } = error.extensions;
  const isFinal = finalErrorCodes.has(code) || finalRouterCodes.has(code);
  return isFinal ? { code, message: String(error.message) } : null;
}

function hasCode(error: unknown): error is { message: unknown; extensions: { code: string } } {
  return isRecord(error) && isRecord(error['extensions']) && typeof error['extensions']['code'] === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
