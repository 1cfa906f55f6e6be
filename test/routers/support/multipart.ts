import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';

export interface Followed<Data> {
  readonly data: Data | undefined;
  /** The codes of the errors that came with it; null for an error without one. */
  readonly codes: readonly unknown[];
}

/** Follows a subscription with Apollo Client and its own link, which asks for multipart. */
export function followByMultipart<Data>(
  uri: string,
  headers: Readonly<Record<string, string>>,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): ReadableStreamDefaultReader<Followed<Data>> {
  const client = new ApolloClient({ link: new HttpLink({ uri, headers }), cache: new InMemoryCache() });
  const results = client.subscribe<Data>({ query: gql(document), variables, fetchPolicy: 'no-cache' });
  let stop = (): void => {};
  const stream = new ReadableStream<Followed<Data>>({
    start(sink) {
      const subscription = results.subscribe({
        next: ({ data, error }) => sink.enqueue({ data, codes: codesOf(error) }),
        error: (error) => sink.error(error),
        complete: () => sink.close(),
      });
      stop = () => subscription.unsubscribe();
    },
    cancel: () => stop(),
  });
  return stream.getReader();
}

function codesOf(error: unknown): readonly unknown[] {
  if (error === undefined) return [];
  // A stream that is cut is a fault of the connection, which has no code.
  if (!CombinedGraphQLErrors.is(error)) return [null];
  return error.errors.map(({ extensions }) => extensions?.['code']);
}
