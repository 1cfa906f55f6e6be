import type { Client as SocketClient } from 'graphql-ws';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { fetchExchange, Provider, Client as UrqlClient } from 'urql';
import { openSockets } from '../../client/src/sockets.ts';

const SocketContext = createContext<SocketClient | null>(null);

/** Through it verifications are followed. */
export function useSockets(): SocketClient {
  const sockets = use(SocketContext);
  if (!sockets) throw new Error('useSockets needs a Session around it.');
  return sockets;
}

/**
 * One account's connections: urql for queries and mutations, a WebSocket for what is followed. An application with a
 * login sends `Authorization` in place of these headers. Give it the account as `key`: another account, other connections.
 */
export function Session({ account, children }: { readonly account: string; readonly children: ReactNode }) {
  const [{ client, sockets }] = useState(() => openConnections(account));
  useEffect(() => () => void sockets.dispose(), [sockets]);
  return (
    <Provider value={client}>
      <SocketContext value={sockets}>{children}</SocketContext>
    </Provider>
  );
}

function openConnections(account: string): { readonly client: UrqlClient; readonly sockets: SocketClient } {
  // No scopes: somebody who may see and do what is their own, and nothing else.
  const headers = { 'x-dev-guid': account, 'x-dev-scopes': 'none' };
  const url = new URL('/graphql', location.href).href;
  return {
    client: new UrqlClient({
      url,
      exchanges: [fetchExchange],
      fetchOptions: { headers },
      preferGetMethod: false,
    }),
    sockets: openSockets({ url, headers: () => headers }),
  };
}
