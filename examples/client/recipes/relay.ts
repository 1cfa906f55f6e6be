import type { RealnameClient } from 'realname-subgraph/client';
import { Environment, type GraphQLResponse, Network, Observable, RecordSource, Store } from 'relay-runtime';

/** A Relay environment whose subscriptions lose and repeat nothing. */
export function relayEnvironment(
  url: string,
  headers: () => Readonly<Record<string, string>>,
  realname: RealnameClient,
): Environment {
  return new Environment({
    store: new Store(new RecordSource()),
    network: Network.create(
      async ({ text: query }, variables) => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers() },
          body: JSON.stringify({ query, variables }),
        });
        return (await response.json()) as GraphQLResponse;
      },
      ({ text }, variables) =>
        Observable.create((sink) =>
          realname.subscribe(text ?? '', variables, {
            next: (result) => sink.next(result as GraphQLResponse),
            error: (error) => sink.error(error),
            complete: () => sink.complete(),
          }),
        ),
    ),
  });
}
