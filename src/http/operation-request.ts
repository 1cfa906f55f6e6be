import { GraphQLError } from 'graphql';

/** What a client asks to run, whichever way it came in. */
export interface OperationRequest {
  /** The document's text; null where it is only named. */
  readonly query: string | null;
  /** The name under which a trusted document is known: `documentId`, or the hash of Apollo's persisted queries. */
  readonly documentId: string | null;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Reads the parameters of a body or a socket's message. An error says which one is not what it should be. */
export function toOperationRequest(parameters: unknown): OperationRequest | GraphQLError {
  if (!isRecord(parameters)) return badRequest('A request must be one JSON object.');
  const { query, documentId, operationName, variables, extensions } = parameters;
  if (!isTextOrNone(query)) return badRequest('query must be a string.');
  if (!isTextOrNone(documentId)) return badRequest('documentId must be a string.');
  if (!isTextOrNone(operationName)) return badRequest('operationName must be a string.');
  if (variables != null && !isRecord(variables)) return badRequest('variables must be an object.');
  if (extensions != null && !isRecord(extensions)) return badRequest('extensions must be an object.');
  const persisted =
    isRecord(extensions) && isRecord(extensions['persistedQuery']) ? extensions['persistedQuery'] : {};
  const id = textIn(documentId) ?? textIn(persisted['sha256Hash']);
  return {
    query: textIn(query),
    documentId: id,
    operationName: textIn(operationName),
    variables: isRecord(variables) ? variables : {},
  };
}

/** The same of a URL's search parameters, where objects are written as JSON. */
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
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status } } });
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

/** An empty text says nothing: graphql-ws insists on a `query`, also where a document is only named. */
function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
