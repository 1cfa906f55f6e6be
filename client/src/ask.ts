import type { Answer, AnswerError } from './answer.ts';
import { type TypedDocument, textOf } from './document.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * An operation was refused. `codes` are for programs: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT …; empty if there are none.
 */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly codes: readonly string[];

  constructor(errors: readonly AnswerError[]) {
    super(errors.map(({ message }) => message).join(' ') || 'The answer is not that of a GraphQL server.');
    this.codes = errors.flatMap(({ extensions }) => extensions?.code ?? []);
  }
}

/**
 * Runs a query or a mutation and returns its data. Throws RequestRefused if there are errors, and the error of `fetch`
 * if the server does not answer. Faults of an input are no error but part of the data: `inputErrors`.
 */
export async function ask<Data, Variables>(
  { url, headers, print }: Endpoint,
  document: TypedDocument<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...headers?.(),
    },
    body: JSON.stringify({ query: textOf(document, print), variables }),
  });
  // The only place where the schema is trusted: the types come from it, and the server answers by it.
  const { data, errors = [] } = (await response.json().catch(() => ({}))) as Answer<Data>;
  if (!data || errors.length > 0) throw new RequestRefused(errors);
  return data;
}
