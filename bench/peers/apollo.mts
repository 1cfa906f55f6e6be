import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { openData } from './open-data.mts';
import { readSettings } from './peer.mts';
import { createContext, type PeerContext, subgraphResolvers } from './resolvers.mts';
import { subgraphTypes } from './schema.mts';

/** @apollo/server, started as in its own documentation. */
const settings = readSettings();
const data = openData(settings);
// The resolvers expect this peer's own context, whose type the library does not know.
const resolvers = subgraphResolvers as unknown as Record<string, never>;
const server = new ApolloServer<PeerContext>({
  schema: buildSubgraphSchema([{ typeDefs: parse(subgraphTypes), resolvers }]),
});
const { url } = await startStandaloneServer(server, {
  context: async () => createContext(data, settings),
  listen: { host: '127.0.0.1', port: settings.port },
});
process.send?.({ kind: 'listening', url: url.replace(/\/$/, '') });
