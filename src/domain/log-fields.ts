/**
 * All that a log line may have beside its sentence: ids and names that are ours, numbers, and a provider's codes after
 * masking. Nothing of a person, no token, no address. Spans of a trace have a choice of these and nothing else. A field
 * that is not here is refused by the compiler, and left out by the logger.
 */
export const logFields = {
  /** Of the HTTP request, or of the handshake of a socket. */
  requestId: 'text',
  traceId: 'text',
  /** Name of the GraphQL operation, as the document has it. */
  operation: 'text',
  /** query, mutation or subscription. */
  type: 'text',
  /** http, websocket, sse or callback. */
  transport: 'text',
  verificationId: 'text',
  version: 'number',
  provider: 'text',
  method: 'text',
  status: 'text',
  cause: 'text',
  /** What became of an operation, a push, a call. */
  outcome: 'text',
  /** Code of an error: ours, or a library's one word. */
  code: 'text',
  /** Code of the failure of a verification. */
  failure: 'text',
  durationMs: 'number',
  /** Place of an error in the answer. */
  path: 'text',
  /** Fixed name of a call to a provider. */
  call: 'text',
  httpStatus: 'number',
  /** Why a provider's answer is missing. */
  silent: 'text',
  providerCode: 'text',
  errorCode: 'text',
  returnCode: 'text',
  /** A field of a provider's answer whose value no document names, and that value where it is a word or a number. */
  field: 'text',
  value: 'text',
  /** Names of fields of a push whose values are not of the form they should have. */
  odd: 'text',
  reason: 'text',
  inboxId: 'number',
  /** A duty of the sweeper, and how many it took care of. */
  duty: 'text',
  count: 'number',
  /** Of the sandbox: which twin, and what it was asked for. */
  twin: 'text',
  pattern: 'text',
  platform: 'text',
  busiSeq: 'text',
  delivery: 'text',
  error: 'text',
} as const satisfies Readonly<Record<string, 'text' | 'number'>>;

type Kinds = typeof logFields;

export type LogFieldName = keyof Kinds;

export type LogFields = {
  readonly [Name in LogFieldName]?: (Kinds[Name] extends 'text' ? string : number) | null | undefined;
};
