import { type GraphQLFieldResolver, type GraphQLSchema, isUnionType } from 'graphql';
import { ServiceError } from '../service/errors';
import { readVerifications } from '../service/read-verifications';
import type { GraphQLContext } from './context';
import { Verification } from './verification/verification.type';

type Resolve = GraphQLFieldResolver<
  unknown,
  GraphQLContext,
  { readonly representations: readonly unknown[] }
>;

/**
 * Answers `_entities`. Where every representation is a Verification's with its id, as a router asks: in one read and
 * one promise. Other entities are the subgraph library's, which waits three times for each of them; what names no
 * entity of ours is that representation's fault and nobody else's.
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
    return representations.map((representation) => {
      if (!entities.has(typeNameOf(representation))) return unknownEntity();
      const [entity] = general(source, { representations: [representation] }, context, info) as unknown[];
      return entity;
    });
  };
  field.resolve = resolve;
  return schema;
}

async function verificationsOf(
  ids: readonly string[],
  { tools, caller }: GraphQLContext,
): Promise<readonly unknown[]> {
  // Unknown, foreign, or nobody asking: all the same null.
  if (!caller) return ids.map(() => null);
  try {
    const found = await readVerifications(tools, caller, ids);
    return found.map((record) => record && new Verification(record));
  } catch (error) {
    // GraphQL takes a returned error for the entity's, and leaves the others their own.
    return ids.map(() => error);
  }
}

function unknownEntity(): ServiceError {
  return new ServiceError(
    'BAD_USER_INPUT',
    'The __typename of a representation must name an entity of this subgraph.',
  );
}

function verificationIdOf(representation: unknown): string | null {
  if (typeNameOf(representation) !== 'Verification') return null;
  const { id } = representation as { readonly id?: unknown };
  return typeof id === 'string' ? id : null;
}

function typeNameOf(representation: unknown): unknown {
  if (typeof representation !== 'object' || representation === null) return null;
  return (representation as { readonly __typename?: unknown }).__typename;
}
