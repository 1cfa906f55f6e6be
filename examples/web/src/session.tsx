import { print } from 'graphql';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { connect, type RealnameClient } from 'realname-subgraph/client';
import { fetchExchange, Provider, Client as UrqlClient } from 'urql';

const FollowerContext = createContext<RealnameClient | null>(null);
const AccountContext = createContext('');

/** The account that the person is signed in with. */
export function useAccount(): string {
  return use(AccountContext);
}

/** The client that follows verifications. */
export function useFollower(): RealnameClient {
  const follower = use(FollowerContext);
  if (!follower) throw new Error('useFollower needs a Session around it.');
  return follower;
}

/**
 * One account's connections: urql for queries and mutations, a WebSocket for subscriptions. An application with a login
 * sends `Authorization` instead of these headers. Pass the account as `key`: another account, other connections.
 */
export function Session({ account, children }: { readonly account: string; readonly children: ReactNode }) {
  const [{ client, follower }] = useState(() => openConnections(account));
  useEffect(() => () => void follower.close(), [follower]);
  return (
    <Provider value={client}>
      <AccountContext value={account}>
        <FollowerContext value={follower}>{children}</FollowerContext>
      </AccountContext>
    </Provider>
  );
}

function openConnections(account: string): {
  readonly client: UrqlClient;
  readonly follower: RealnameClient;
} {
  // No scopes: a person who may see and change their own data, and nothing else.
  const headers = { 'x-dev-guid': account, 'x-dev-scopes': 'none' };
  const url = new URL('/graphql', location.href).href;
  return {
    client: new UrqlClient({
      url,
      exchanges: [fetchExchange],
      // Texts of the service come in the language of the page.
      fetchOptions: () => ({ headers: { ...headers, 'accept-language': document.documentElement.lang } }),
      preferGetMethod: false,
    }),
    follower: connect({ url, headers: () => headers, print }),
  };
}
