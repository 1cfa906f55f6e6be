import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

/** Where the schema is served, and as whom it is asked. */
export interface Endpoint {
  /** Of the service or of a router in front of it, such as http://127.0.0.1:4001/graphql. */
  readonly url: string;
  /**
   * Who asks, such as `{ Authorization: 'Bearer …' }`, called before every request and every socket, so that a token
   * can be renewed. A socket sends them as connectionParams, where upper and lower case matter.
   */
  readonly headers: () => Readonly<Record<string, string>>;
}

/** An operation was refused. `codes` are for programs: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT …, as far as there are any. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly codes: readonly string[];

  constructor(errors: readonly AnswerError[]) {
    super(errors.map(({ message }) => message).join(' ') || 'The answer is none of a GraphQL server.');
    this.codes = errors.flatMap(({ extensions }) => extensions?.code ?? []);
  }
}

export interface AnswerError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly AnswerError[];
}

/**
 * Runs a query or a mutation and returns its data. Throws RequestRefused where there are errors, and what `fetch`
 * throws where nobody answers. What is wrong with an input is no error but part of the data: `inputErrors`.
 */
export async function ask<Data, Variables>(
  { url, headers }: Endpoint,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...headers(),
    },
    body: JSON.stringify({ query: print(document), variables }),
  });
  // The one place where the schema is trusted: the types come from it, and the server answers by it.
  const { data, errors = [] } = (await response.json().catch(() => ({}))) as Answer<Data>;
  if (!data || errors.length > 0) throw new RequestRefused(errors);
  return data;
}
