import type { FastifyServerOptions } from 'fastify';

/**
 * For every Fastify server of ours: no route has a JSON schema, because input is checked where it is used. Without
 * this, Fastify loads its schema compilers at every start. A route with a schema fails the start.
 */
export const noSchemas: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
};

function refuse(): never {
  throw new Error('Routes have no JSON schema here: see http/server/no-schemas.ts.');
}
