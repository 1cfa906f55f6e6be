import Fastify from 'fastify';
import mercurius, { type MercuriusOptions } from 'mercurius';
import { openData } from './open-data.mts';
import { announce, readSettings } from './peer.mts';
import { createContext, plainResolvers } from './resolvers.mts';
import { plainTypes } from './schema.mts';

/** Fastify with Mercurius; `jit` as its argument compiles queries with graphql-jit. */
const settings = readSettings();
const data = openData(settings);
const server = Fastify({ logger: false, bodyLimit: 8 * 1024 * 1024 });

await server.register(mercurius.default, {
  schema: plainTypes,
  resolvers: plainResolvers as unknown as NonNullable<MercuriusOptions['resolvers']>,
  context: () => createContext(data, settings),
  graphiql: false,
  jit: process.argv.includes('jit') ? 1 : 0,
});
await server.listen({ host: '127.0.0.1', port: settings.port });
announce(server.server);
