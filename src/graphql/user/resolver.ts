import { Arg, Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { authenticated } from '../../service/access/caller';
import { isRealNameVerified, judgeAccount, meetsLevel } from '../../service/reading/read-accounts';
import { listAccountVerifications } from '../../service/reading/read-verifications';
import { Assurance } from '../assurance/assurance.type';
import { AssuranceLevel } from '../assurance/enums';
import type { GraphQLContext } from '../context';
import { asksDatabase, pageSized } from '../cost';
import { IdentityFacts } from '../facts/facts.type';
import { factsOfAccount } from '../facts/of';
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
      "True when assurance.level is at least the deployment's REAL_NAME_LEVEL (LOW unless set): a name was matched by a source. An SMS code alone is not enough.",
  })
  isRealNameVerified(
    @Root() user: User,
    @Ctx() { tools, loaders }: GraphQLContext,
  ): boolean | Promise<boolean> {
    return loaders.ofAccount(user.guid, (account) => isRealNameVerified(tools, account));
  }

  @Directive(asksDatabase)
  @FieldResolver(() => Assurance, {
    description:
      'What all verifications of the account amount to now. NONE when it is unknown or not yours to see.',
  })
  assurance(@Root() user: User, @Ctx() { tools, loaders }: GraphQLContext): Assurance | Promise<Assurance> {
    return loaders.ofAccount(user.guid, (account) => new Assurance(judgeAccount(tools, account)));
  }

  @Directive(asksDatabase)
  @FieldResolver(() => Boolean, { description: 'True when assurance.level is at least the level.' })
  meets(
    @Root() user: User,
    @Ctx() { tools, loaders }: GraphQLContext,
    @Arg('level', () => AssuranceLevel, { description: 'The level that is needed.' }) level: AssuranceLevel,
  ): boolean | Promise<boolean> {
    return loaders.ofAccount(user.guid, (account) => meetsLevel(tools, account, level));
  }

  @Directive(asksDatabase)
  @FieldResolver(() => IdentityFacts, {
    description: 'As Verification.facts, by the best verification of the account that knows what is asked.',
  })
  facts(
    @Root() user: User,
    @Ctx() { tools, loaders }: GraphQLContext,
  ): IdentityFacts | Promise<IdentityFacts> {
    return loaders.ofAccount(user.guid, (account) => factsOfAccount(tools, user.guid, account));
  }

  @Directive('@authenticated')
  @Query(() => User, { description: "The caller's own account." })
  verificationViewer(@Ctx() { tools, caller }: GraphQLContext): User {
    return new User(authenticated(caller, tools.now()).guid);
  }

  @FieldResolver(() => Verification, {
    nullable: true,
    description: 'The most recent verification, of that method if one is given.',
  })
  async latestVerification(
    @Root() user: User,
    @Ctx() { loaders }: GraphQLContext,
    @Arg('method', () => VerificationMethod, {
      nullable: true,
      description: 'Only verifications by this method; any by default.',
    })
    method: VerificationMethod | null,
  ): Promise<Verification | null> {
    const record = await loaders.latest.load({ guid: user.guid, method: method ?? null });
    return record && new Verification(record);
  }

  @Directive(pageSized)
  @FieldResolver(() => VerificationConnection, {
    description:
      'Newest first, unless orderBy says otherwise. With last, pages backwards, and first is ignored. Empty when the account is unknown or not yours to see.',
  })
  async verifications(
    @Root() user: User,
    @Ctx() { tools, caller }: GraphQLContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<VerificationConnection> {
    const query = toListQuery(args);
    return toConnection(await listAccountVerifications(tools, caller, user.guid, query), query);
  }
}
