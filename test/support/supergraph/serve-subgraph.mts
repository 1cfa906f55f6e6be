import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';

// @apollo/subgraph is CommonJS: its schema and the server that runs it must come from one graphql.
const require = createRequire(import.meta.url);
const { ApolloServer } = require('@apollo/server') as typeof import('@apollo/server');
const { ApolloServerPluginInlineTraceDisabled } =
  require('@apollo/server/plugin/disabled') as typeof import('@apollo/server/plugin/disabled');
const { startStandaloneServer } =
  require('@apollo/server/standalone') as typeof import('@apollo/server/standalone');
const { buildSubgraphSchema } = require('@apollo/subgraph') as typeof import('@apollo/subgraph');
const { parse } = require('graphql') as typeof import('graphql');

export interface Subgraph {
  /** Its address. */
  readonly url: string;
  /** Its schema for a composer. */
  readonly sdl: string;
  close(): Promise<void>;
}

/** The request headers that a resolver sees. Names are in lower case. */
export interface RequestContext {
  readonly headers: IncomingMessage['headers'];
}

type Module = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number];
type Resolvers = NonNullable<Extract<Module, { resolvers?: unknown }>['resolvers']>;

export interface SubgraphOptions {
  readonly sdl: string;
  readonly resolvers: Resolvers;
  /** 0, or none: any that is free. */
  readonly port?: number | undefined;
}

/** Serves a neighbour of ours on the loopback address. */
export async function serveSubgraph({ sdl, resolvers, port = 0 }: SubgraphOptions): Promise<Subgraph> {
  const server = new ApolloServer<RequestContext>({
    schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]),
    stopOnTerminationSignals: false,
    // It would say on every start that it is on.
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port },
    context: async ({ req }) => ({ headers: req.headers }),
  });
  return { url: new URL('/graphql', url).href, sdl, close: () => server.stop() };
}
