import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { openData } from './open-data.mts';
import { listen, readSettings } from './peer.mts';
import { createContext, type PeerContext, subgraphResolvers } from './resolvers.mts';
import { subgraphTypes } from './schema.mts';

/** GraphQL Yoga on node:http, started as in its own documentation. */
const settings = readSettings();
const data = openData(settings);
// The resolvers expect this peer's own context, whose type the library does not know.
const resolvers = subgraphResolvers as unknown as Record<string, never>;
const yoga = createYoga<Record<string, never>, PeerContext>({
  schema: buildSubgraphSchema([{ typeDefs: parse(subgraphTypes), resolvers }]),
  context: () => createContext(data, settings),
  logging: false,
  graphiql: false,
  landingPage: false,
});
listen(createServer(yoga), settings.port);
