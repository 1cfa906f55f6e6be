export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * The allow-list of log fields: our own ids and names, numbers, and a provider's codes after masking. No personal data,
 * no token, no address. Spans of a trace have a subset of them. A field that is not listed is refused by the compiler,
 * and left out by the logger.
 */
export const logFields = {
  /** Id of the HTTP request, or of a socket's handshake. */
  requestId: 'text',
  traceId: 'text',
  /** Name of the GraphQL operation in the document. */
  operation: 'text',
  /** query, mutation or subscription. */
  type: 'text',
  /** http, websocket, sse or callback. */
  transport: 'text',
  verificationId: 'text',
  caseId: 'text',
  version: 'number',
  provider: 'text',
  method: 'text',
  status: 'text',
  cause: 'text',
  /** The outcome of an operation, a push, a call. */
  outcome: 'text',
  /** Code of an error, ours or a library's: one word. */
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
  /** Origin and path of a provider's redirect, after masking. */
  place: 'text',
  providerCode: 'text',
  /** A field of a provider's answer whose value no document names, and the value if it is a word or a number. */
  field: 'text',
  value: 'text',
  /** Names of fields whose values have an unexpected form; `encoding` for bytes that belong to no encoding. */
  odd: 'text',
  reason: 'text',
  /** The form of an answer that cannot be read: its kind and the names of its fields, never a value. */
  shape: 'text',
  /** Names of settings; also one that is no setting, and the setting that was probably meant. Never a value. */
  setting: 'text',
  meant: 'text',
  /** Id of a destination of events. */
  destination: 'text',
  inboxId: 'number',
  /** A duty of the sweeper, and the number of items that it handled. */
  duty: 'text',
  count: 'number',
  /** For the sandbox only: the twin, and the request. */
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
