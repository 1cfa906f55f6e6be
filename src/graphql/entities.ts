import { type GraphQLFieldResolver, type GraphQLSchema, isUnionType } from 'graphql';
import { ServiceError } from '../service/errors';
import { readVerifications } from '../service/reading/read-verifications';
import type { GraphQLContext } from './context';
import { Verification } from './verification/verification.type';

type Resolve = GraphQLFieldResolver<
  unknown,
  GraphQLContext,
  { readonly representations: readonly unknown[] }
>;

/**
 * Answers `_entities`. If every representation is a Verification with its id, as routers send them, one read and one
 * promise answer all. Other entities go through the subgraph library, which waits three times for each of them. A
 * representation that names no entity of ours gets an error of its own and does not affect the others.
 */
export function resolveEntitiesTogether(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const union = schema.getType('_Entity');
  const general: Resolve | undefined = field?.resolve;
  if (!field || !general || !isUnionType(union)) return schema;
  const entities: ReadonlySet<unknown> = new Set(union.getTypes().map(({ name }) => name));
  const resolve: Resolve = (source, { representations }, context, info) => {
    const ids = representations.map(verificationIdOf);
    if (ids.every((id) => id !== null)) return verificationsOf(ids, context);
    // Settled before the list is returned: a compiled operation puts an item that rejects at the list's end.
    return Promise.all(
      representations.map(async (representation) => {
        if (!entities.has(typeNameOf(representation))) return unknownEntity();
        const [entity] = general(source, { representations: [representation] }, context, info) as unknown[];
        return Promise.resolve(entity).catch(asError);
      }),
    );
  };
  field.resolve = resolve;
  return schema;
}

async function verificationsOf(
  ids: readonly string[],
  { tools, caller, loaders, noteRead }: GraphQLContext,
): Promise<readonly unknown[]> {
  // Unknown, another account's, or no caller: the same null, so that the answer gives nothing away.
  if (!caller) return ids.map(() => null);
  try {
    const found = await readVerifications(tools, caller, ids);
    noteRead?.(found);
    if (loaders.readsAccounts) await loaders.readAhead(found);
    return found.map((record) => record && new Verification(record));
  } catch (error) {
    // graphql-js reports a returned error at its own entity and keeps the others.
    return ids.map(() => error);
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The entity cannot be read.');
}

function unknownEntity(): ServiceError {
  return new ServiceError(
    'BAD_USER_INPUT',
    'The __typename of a representation must name an entity of this subgraph.',
  );
}

/** The id in a representation of a verification; null for any other representation. */
export function verificationIdOf(representation: unknown): string | null {
  if (typeNameOf(representation) !== 'Verification') return null;
  const { id } = representation as { readonly id?: unknown };
  return typeof id === 'string' ? id : null;
}

function typeNameOf(representation: unknown): unknown {
  if (typeof representation !== 'object' || representation === null) return null;
  return (representation as { readonly __typename?: unknown }).__typename;
}
