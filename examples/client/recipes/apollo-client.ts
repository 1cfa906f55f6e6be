import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { OperationTypeNode, print } from 'graphql';
import type { RealnameClient } from 'realname-subgraph/client';
import { Observable } from 'rxjs';

/** An Apollo Client whose subscriptions lose and repeat nothing. */
export function apolloClient(
  url: string,
  headers: () => Readonly<Record<string, string>>,
  realname: RealnameClient,
): ApolloClient {
  const subscriptions = new ApolloLink(
    ({ query, variables }) =>
      new Observable((sink) =>
        realname.subscribe(print(query), variables, {
          next: (result) => sink.next(result),
          error: (error) => sink.error(error),
          complete: () => sink.complete(),
        }),
      ),
  );
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      subscriptions,
      new HttpLink({ uri: url, fetch: (input, init) => fetch(input, withHeaders(init, headers())) }),
    ),
  });
}

function withHeaders(init: RequestInit = {}, headers: Readonly<Record<string, string>>): RequestInit {
  return { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), ...headers } };
}
