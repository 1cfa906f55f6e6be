import { Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { GraphQLContext } from '../context';
import { IdentityConflict } from './conflict.type';

@Resolver(() => IdentityConflict)
export class IdentityConflictResolver {
  /** A caller who knows a name and a number must not learn whose account it is. */
  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'The account that holds the identity (ucenter guid); null when the provider does not say, and without the scope realname:read. At most 128 characters.',
  })
  guid(@Root() { holder }: IdentityConflict, @Ctx() { caller }: GraphQLContext): string | null {
    return caller?.scopes.has('realname:read') ? (holder?.reveal().guid ?? null) : null;
  }
}
