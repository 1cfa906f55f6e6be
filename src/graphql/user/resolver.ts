import { Arg, Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { listAccountVerifications } from '../../service/read-verifications';
import type { GraphQLContext } from '../context';
import { asksDatabase, pageSized } from '../cost';
import { VerificationConnection } from '../verification/connection.type';
import { VerificationMethod } from '../verification/enums';
import { PageArgs } from '../verification/page.args';
import { toConnection, toListQuery } from '../verification/paging';
import { Verification } from '../verification/verification.type';
import { User } from './user.type';

@Resolver(() => User)
export class UserResolver {
  @Directive(asksDatabase)
  @FieldResolver(() => Boolean, {
    description:
      'True when at least one verification is APPROVED and none of the same method was later rejected by a second inspection.',
  })
  isRealNameVerified(@Root() user: User, @Ctx() { loaders }: GraphQLContext): Promise<boolean> {
    return loaders.isVerified.load(user.guid);
  }

  @FieldResolver(() => Verification, {
    nullable: true,
    description: 'The most recent verification, of that method if one is given.',
  })
  async latestVerification(
    @Root() user: User,
    @Ctx() { loaders }: GraphQLContext,
    @Arg('method', () => VerificationMethod, { nullable: true, description: 'Of this method only.' })
    method: VerificationMethod | null,
  ): Promise<Verification | null> {
    const record = await loaders.latest.load({ guid: user.guid, method: method ?? null });
    return record && new Verification(record);
  }

  @Directive(pageSized)
  @FieldResolver(() => VerificationConnection, { description: 'Newest first.' })
  async verifications(
    @Root() user: User,
    @Ctx() { tools, caller }: GraphQLContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<VerificationConnection> {
    const query = toListQuery(args);
    return toConnection(await listAccountVerifications(tools, caller, user.guid, query), query);
  }
}
