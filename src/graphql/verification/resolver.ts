import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { authenticated } from '../../service/caller';
import { cancelVerification } from '../../service/cancel-verification';
import { listVerifications, readVerificationByReference } from '../../service/read-verifications';
import { refreshVerification } from '../../service/refresh-verification';
import type { GraphQLContext } from '../context';
import { asksProvider, fewOfThem, forStaff, pageSized } from '../cost';
import { VerificationConnection } from './connection.type';
import { VerificationEvent } from './event.type';
import { VerificationMethodInfo } from './method-info.type';
import { PageArgs } from './page.args';
import { toConnection, toListQuery } from './paging';
import { VerificationPayload } from './payload.type';
import { toPayload } from './submit';
import { Verification } from './verification.type';

@Resolver(() => Verification)
export class VerificationResolver {
  @Directive('@authenticated')
  @Query(() => Verification, {
    nullable: true,
    description: 'One verification; null when it is unknown or not yours to see.',
  })
  async verification(
    @Arg('id', () => ID, { description: 'Verification.id' }) id: string,
    @Ctx() { tools, caller, loaders }: GraphQLContext,
  ): Promise<Verification | null> {
    authenticated(caller, tools.now());
    return show(await loaders.verification.load(id));
  }

  @Directive('@authenticated')
  @Query(() => Verification, { nullable: true, description: "By OneNET's busi_seq." })
  async verificationByBusiSeq(
    @Arg('busiSeq', () => String, { description: 'OneNET busi_seq' }) busiSeq: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<Verification | null> {
    return show(await readVerificationByReference(tools, caller, 'busiSeq', busiSeq));
  }

  @Directive('@authenticated')
  @Query(() => Verification, { nullable: true, description: "Looks up by ucenter's rnAuthTicket." })
  async verificationByTicket(
    @Arg('rnAuthTicket', () => String, { description: 'ucenter rnAuthTicket' }) rnAuthTicket: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<Verification | null> {
    return show(await readVerificationByReference(tools, caller, 'rnAuthTicket', rnAuthTicket));
  }

  @Directive('@requiresScopes(scopes: [["realname:read"]])')
  @Directive(pageSized)
  @Directive(forStaff)
  @Query(() => VerificationConnection, { description: 'Newest first.' })
  async verifications(
    @Ctx() { tools, caller }: GraphQLContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<VerificationConnection> {
    const query = toListQuery(args);
    return toConnection(await listVerifications(tools, caller, query), query);
  }

  @Directive('@listSize(assumedSize: 12)')
  @Query(() => [VerificationMethodInfo], {
    description: 'Which methods this deployment offers and what each one needs and yields.',
  })
  verificationMethods(@Ctx() { tools }: GraphQLContext): VerificationMethodInfo[] {
    return tools.catalog.offered().map((method) => new VerificationMethodInfo(method));
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, { description: 'Asks the provider again, where it can be asked.' })
  async refreshVerification(
    @Arg('id', () => ID, { description: 'Verification.id' }) id: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerificationPayload> {
    return toPayload(await refreshVerification(tools, caller, id));
  }

  @Directive('@authenticated')
  @Mutation(() => VerificationPayload, {
    description:
      'Stops waiting for a verification that is not decided. A verdict that still arrives is recorded and changes nothing.',
  })
  async cancelVerification(
    @Arg('id', () => ID, { description: 'Verification.id' }) id: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerificationPayload> {
    return toPayload(await cancelVerification(tools, caller, id));
  }

  @Directive(fewOfThem)
  @FieldResolver(() => [VerificationEvent], { description: 'Every recorded change, oldest first.' })
  async history(
    @Root() verification: Verification,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<VerificationEvent[]> {
    const events = await loaders.history.load(verification.id);
    return events.map((event) => new VerificationEvent(event, verification.record));
  }
}

function show(record: Verification['record'] | null): Verification | null {
  return record && new Verification(record);
}
