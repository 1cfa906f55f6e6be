import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { forwardedHeaders } from './forwarded-headers.mts';

// @apollo/gateway is CommonJS: the server that runs it must use the same graphql.
const require = createRequire(import.meta.url);
const { ApolloServer } = require('@apollo/server') as typeof import('@apollo/server');
const { startStandaloneServer } =
  require('@apollo/server/standalone') as typeof import('@apollo/server/standalone');
const { ApolloGateway, RemoteGraphQLDataSource } =
  require('@apollo/gateway') as typeof import('@apollo/gateway');

export interface Gateway {
  /** The address for clients' operations. */
  readonly url: string;
  close(): Promise<void>;
}

interface ClientContext {
  readonly headers?: IncomingMessage['headers'];
}

/** Starts @apollo/gateway over a supergraph. It knows queries and mutations, no subscriptions. */
export async function startApolloGateway(options: {
  readonly supergraph: string;
  readonly port?: number;
}): Promise<Gateway> {
  const { supergraph, port = 0 } = options;
  const gateway = new ApolloGateway({
    supergraphSdl: withoutSecurityPurpose(supergraph),
    buildService: ({ url }) => new ForwardingSource(url === undefined ? {} : { url }),
  });
  const server = new ApolloServer<ClientContext>({ gateway, stopOnTerminationSignals: false });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port },
    context: async ({ req }) => ({ headers: req.headers }),
  });
  return { url: new URL('/graphql', url).href, close: () => server.stop() };
}

class ForwardingSource extends RemoteGraphQLDataSource<ClientContext> {
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<ClientContext>): void {
    for (const name of forwardedHeaders) {
      const value = context.headers?.[name];
      if (typeof value === 'string') request.http?.headers.set(name, value);
    }
  }
}

/**
 * The security directives are Apollo Router's to enforce, so that @apollo/gateway refuses a supergraph that calls for
 * them. The subgraph enforces them by itself: here only the demand is taken out.
 */
function withoutSecurityPurpose(supergraph: string): string {
  return supergraph.replaceAll(/,?\s*for: SECURITY/g, '');
}
