import type { GraphQLSchema } from 'graphql';
import { readVerifications } from '../service/read-verifications';
import type { GraphQLContext } from './context';
import { Verification } from './verification/verification.type';

/**
 * Answers `_entities` where every representation is a Verification's with its id, as a router asks: in one read and
 * one promise. Whatever else is asked is the subgraph library's, which waits three times for each of them.
 */
export function resolveEntitiesTogether(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const general = field?.resolve;
  if (!field || !general) return schema;
  field.resolve = (source, args: { readonly representations: readonly unknown[] }, context, info) => {
    const ids = args.representations.map(verificationIdOf);
    return ids.every((id) => id !== null)
      ? verificationsOf(ids, context as GraphQLContext)
      : general(source, args, context, info);
  };
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

function verificationIdOf(representation: unknown): string | null {
  if (typeof representation !== 'object' || representation === null) return null;
  const { __typename, id } = representation as { readonly __typename?: unknown; readonly id?: unknown };
  return __typename === 'Verification' && typeof id === 'string' ? id : null;
}
