import type { FastifyServerOptions } from 'fastify';

/**
 * For every Fastify of ours: what comes in is judged where it is used, and no route has a JSON schema. Without this
 * Fastify loads its compilers of schemas at every start. A route that has one fails the start.
 */
export const noSchemas: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
};

function refuse(): never {
  throw new Error('Routes have no JSON schema here: see http/no-schemas.ts.');
}
