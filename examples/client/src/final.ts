/** Close codes of graphql-transport-ws that the same request would meet again. 4429 (too many connections) passes. */
const finalCloseCodes: ReadonlySet<unknown> = new Set([4400, 4401, 4403, 4406, 4409]);

/** Codes of GraphQL errors that the same request would meet again. Any other may be a passing fault of a server. */
const finalErrorCodes: ReadonlySet<unknown> = new Set([
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_IN_LIST',
]);

/** Following has ended for good. `code` is a GraphQL error's, such as NOT_FOUND, or a close code, such as 4403. */
export class FollowingEnded extends Error {
  override readonly name = 'FollowingEnded';
  readonly code: string;
  /** The last version that was seen: with new rights, go on from here. */
  readonly version: number;

  constructor({ code, message }: Finality, version: number) {
    super(message);
    this.code = code;
    this.version = version;
  }
}

/** A reason not to try again. */
export interface Finality {
  readonly code: string;
  readonly message: string;
}

/** What a subscription ended with: GraphQL errors, a close event, or an error of the socket. Null: it may pass. */
export function finalityOf(cause: unknown): Finality | null {
  if (Array.isArray(cause)) return cause.map(finalityOfError).find((found) => found !== null) ?? null;
  if (!isRecord(cause) || !finalCloseCodes.has(cause['code'])) return null;
  return { code: String(cause['code']), message: `The socket was closed: ${String(cause['reason'])}` };
}

function finalityOfError(error: unknown): Finality | null {
  if (!isRecord(error) || !isRecord(error['extensions'])) return null;
  const { code } = error['extensions'];
  return finalErrorCodes.has(code) ? { code: String(code), message: String(error['message']) } : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
