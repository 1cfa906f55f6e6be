import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { authenticated } from '../../service/access/caller';
import { ServiceError } from '../../service/errors';
import { listVerifications, readVerificationByReference } from '../../service/reading/read-verifications';
import { cancelVerification } from '../../service/verification/cancel-verification';
import { refreshVerification } from '../../service/verification/refresh-verification';
import type { GraphQLContext } from '../context';
import { asksProvider, forStaff, pageSized, someOfThem } from '../cost';
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
    description: 'One verification by its id; null when it is unknown or not yours to see.',
  })
  async verification(
    @Arg('id', () => ID, { description: 'The verification (Verification.id).' }) id: string,
    @Ctx() { tools, caller, loaders, noteRead }: GraphQLContext,
  ): Promise<Verification | null> {
    authenticated(caller, tools.now());
    const found = await loaders.verification.load(id);
    noteRead?.([found]);
    return show(found);
  }

  @Directive('@authenticated')
  @Query(() => Verification, {
    nullable: true,
    description: "By OneNET's busi_seq. Null when it is unknown or not yours to see.",
  })
  async verificationByBusiSeq(
    @Arg('busiSeq', () => String, {
      description: 'OneNET busi_seq, exactly as in ProviderReferences.busiSeq.',
    })
    busiSeq: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<Verification | null> {
    return show(await readVerificationByReference(tools, caller, 'busiSeq', busiSeq));
  }

  @Directive('@authenticated')
  @Query(() => Verification, {
    nullable: true,
    description: "Looks up by ucenter's rnAuthTicket. Null when it is unknown or not yours to see.",
  })
  async verificationByTicket(
    @Arg('rnAuthTicket', () => String, {
      description: 'ucenter rnAuthTicket, exactly as in ProviderReferences.rnAuthTicket.',
    })
    rnAuthTicket: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<Verification | null> {
    return show(await readVerificationByReference(tools, caller, 'rnAuthTicket', rnAuthTicket));
  }

  @Directive('@requiresScopes(scopes: [["realname:read"]])')
  @Directive(pageSized)
  @Directive(forStaff)
  @Query(() => VerificationConnection, {
    description:
      'Newest first, unless orderBy says otherwise. With last, pages backwards, and first is ignored. Verifications of all accounts; needs the scope realname:read.',
  })
  async verifications(
    @Ctx() { tools, caller, loaders, noteRead }: GraphQLContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<VerificationConnection> {
    const query = toListQuery(args);
    const page = await listVerifications(tools, caller, query);
    noteRead?.(page.items);
    if (loaders.readsAccounts) await loaders.readAhead(page.items);
    return toConnection(page, query);
  }

  @Directive('@listSize(assumedSize: 12)')
  @Query(() => [VerificationMethodInfo], {
    description: 'Which methods this deployment offers and what each one needs and yields.',
  })
  verificationMethods(@Ctx() { tools }: GraphQLContext): VerificationMethodInfo[] {
    return tools.catalog
      .offered()
      .map((method) => new VerificationMethodInfo(method, tools.settings.assurance.policy));
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      'Asks the provider again, where it can be asked: ucenter by rnAuthTicket, and LinkID. Otherwise refused with WRONG_STATE. At most every 10 seconds for one verification (TOO_MANY_ATTEMPTS, with retryAt). An answer without news adds nothing to the history.',
  })
  async refreshVerification(
    @Arg('id', () => ID, { description: 'The verification (Verification.id).' }) id: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerificationPayload> {
    return toPayload(await refreshVerification(tools, caller, id));
  }

  @Directive('@authenticated')
  @Mutation(() => VerificationPayload, {
    description:
      'Stops waiting for an undecided verification, which becomes CANCELED. A verdict that arrives later is recorded and changes nothing.',
  })
  async cancelVerification(
    @Arg('id', () => ID, { description: 'The verification (Verification.id).' }) id: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerificationPayload> {
    return toPayload(await cancelVerification(tools, caller, id));
  }

  @Directive(someOfThem)
  @FieldResolver(() => [VerificationEvent], {
    description:
      'Every recorded change, oldest first; with afterVersion those behind it, with first at most so many.',
  })
  async history(
    @Root() verification: Verification,
    @Ctx() { loaders }: GraphQLContext,
    @Arg('afterVersion', () => Int, {
      nullable: true,
      description: 'Only changes after this version, 0 or more.',
    })
    afterVersion: number | null,
    @Arg('first', () => Int, {
      nullable: true,
      description: 'The largest number of events, 0 or more; all by default.',
    })
    first: number | null,
  ): Promise<VerificationEvent[]> {
    const events = await loaders.history.load({
      id: verification.id,
      afterVersion: notNegative('afterVersion', afterVersion) ?? 0,
      first: notNegative('first', first),
    });
    return events.map((event) => new VerificationEvent(event, verification.record));
  }
}

function notNegative(name: string, value: number | null | undefined): number | null {
  if (value != null && value < 0) throw new ServiceError('BAD_USER_INPUT', `${name} must not be negative.`);
  return value ?? null;
}

function show(record: Verification['record'] | null): Verification | null {
  return record && new Verification(record);
}
