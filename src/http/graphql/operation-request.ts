import type { GraphQLError } from 'graphql';
import { requestError } from '../../graphql/request-error';

/** `extensions.persistedQuery`. */
export interface PersistedQuery {
  readonly version: unknown;
  /** In lower case. */
  readonly hash: string;
}

/** A client's operation, on whichever transport it arrived. */
export interface OperationRequest {
  /** The document's text; null if the request only names a document. */
  readonly query: string | null;
  /** The name under which a trusted document is known: `documentId`, or the hash of Apollo's persisted queries. */
  readonly documentId: string | null;
  /** Apollo's persisted queries: the SHA-256 of the text, alone or together with the text that is to be kept. */
  readonly persisted: PersistedQuery | null;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Reads the parameters of a body or a socket's message. An error names the parameter that is wrong. */
export function toOperationRequest(parameters: unknown): OperationRequest | GraphQLError {
  if (!isRecord(parameters))
    return badRequest('A request must be one JSON object; batching is not supported.');
  const { query, documentId, operationName, variables, extensions } = parameters;
  if (!isTextOrNone(query)) return badRequest('query must be a string.');
  if (!isTextOrNone(documentId)) return badRequest('documentId must be a string.');
  if (!isTextOrNone(operationName)) return badRequest('operationName must be a string.');
  if (variables != null && !isRecord(variables)) return badRequest('variables must be an object.');
  if (extensions != null && !isRecord(extensions)) return badRequest('extensions must be an object.');
  const persisted = persistedIn(extensions);
  return {
    query: textIn(query),
    documentId: textIn(documentId) ?? persisted?.hash ?? null,
    persisted,
    operationName: textIn(operationName),
    variables: isRecord(variables) ? variables : {},
  };
}

function persistedIn(extensions: unknown): PersistedQuery | null {
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : null;
  const hash = isRecord(persisted) ? textIn(persisted['sha256Hash']) : null;
  return isRecord(persisted) && hash !== null
    ? { version: persisted['version'], hash: hash.toLowerCase() }
    : null;
}

/** The same for a URL's search parameters, which hold objects as JSON. */
export function fromSearch(search: unknown): OperationRequest | GraphQLError {
  if (!isRecord(search)) return badRequest('There is no query.');
  try {
    return toOperationRequest({
      ...search,
      variables: fromJson(search['variables']),
      extensions: fromJson(search['extensions']),
    });
  } catch {
    return badRequest('variables and extensions must be JSON.');
  }
}

export function badRequest(message: string, status = 400): GraphQLError {
  return requestError('BAD_REQUEST', message, { status });
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextOrNone(value: unknown): boolean {
  return value == null || typeof value === 'string';
}

function fromJson(value: unknown): unknown {
  return typeof value === 'string' && value !== '' ? JSON.parse(value) : undefined;
}

/** An empty text counts as none: graphql-ws requires a `query` even if the request only names a document. */
function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** graphql-ws insists on a `query`; an operation that is only named, by its hash or id, has none. */
export function withQuery(key: string, value: unknown): unknown {
  if (key !== '' || !isRecord(value) || value['type'] !== 'subscribe') return value;
  const { payload } = value;
  const isNamed = isRecord(payload) && (isRecord(payload['extensions']) || 'documentId' in payload);
  return isNamed && payload['query'] == null ? { ...value, payload: { ...payload, query: '' } } : value;
}
