import type { RealnameClient } from 'realname-subgraph/client';
import { Client, fetchExchange, subscriptionExchange } from 'urql';

/** An urql client whose subscriptions lose and repeat nothing. */
export function urqlClient(
  url: string,
  headers: () => Readonly<Record<string, string>>,
  realname: RealnameClient,
): Client {
  return new Client({
    url,
    fetchOptions: () => ({ headers: headers() }),
    preferGetMethod: false,
    exchanges: [
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables = {} }) => ({
          subscribe: (sink) => ({ unsubscribe: realname.subscribe(query, variables, sink) }),
        }),
      }),
      fetchExchange,
    ],
  });
}
