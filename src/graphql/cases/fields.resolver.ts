import { Arg, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { textOf } from '../../domain/messages/message';
import { judgeAccount } from '../../service/reading/read-accounts';
import { Assurance } from '../assurance/assurance.type';
import type { GraphQLContext } from '../context';
import { fewOfThem } from '../cost';
import { localeArg, localeOf, MessageLocale } from '../messages/locale';
import { Verification } from '../verification/verification.type';
import { IdentityCase } from './case.type';
import { RoutingCandidate, RoutingDecision } from './decision.type';

@Resolver(() => IdentityCase)
export class IdentityCaseFieldsResolver {
  @FieldResolver(() => Assurance, {
    description: "What the account's verifications amount to for this case now.",
  })
  achieved(
    @Root() { record }: IdentityCase,
    @Ctx() { tools, loaders }: GraphQLContext,
  ): Assurance | Promise<Assurance> {
    return loaders.ofAccount(record.guid, (account) => new Assurance(judgeAccount(tools, account)));
  }

  @Directive(fewOfThem)
  @FieldResolver(() => [Verification], { description: 'The verifications that serve it. Oldest first.' })
  async attempts(
    @Root() { record }: IdentityCase,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<Verification[]> {
    const found = await loaders.verification.loadMany(
      record.attempts.map(({ verificationId }) => verificationId),
    );
    return found.flatMap((one) => {
      if (one instanceof Error) throw one;
      return one ? [new Verification(one)] : [];
    });
  }

  @FieldResolver(() => RoutingDecision, { description: 'The latest decision.' })
  async decision(
    @Root() { record }: IdentityCase,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<RoutingDecision> {
    const decisions = await loaders.decisions.load(record.id);
    const latest = decisions[record.decisions - 1];
    if (!latest) throw new Error(`The case ${record.id} has no decision.`);
    return new RoutingDecision(latest);
  }

  @Directive(fewOfThem)
  @FieldResolver(() => [RoutingDecision], { description: 'Every decision, oldest first.' })
  async decisions(
    @Root() { record }: IdentityCase,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<RoutingDecision[]> {
    const decisions = await loaders.decisions.load(record.id);
    return decisions.slice(0, record.decisions).map((decision) => new RoutingDecision(decision));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Where to send the person's browser while an attempt is AWAITING_USER. An http or https address.",
  })
  async authUrl(
    @Root() { record }: IdentityCase,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<string | null> {
    const last = record.status === 'OPEN' ? record.attempts.at(-1) : undefined;
    const attempt = last ? await loaders.verification.load(last.verificationId) : null;
    return attempt && new Verification(attempt).authUrl;
  }
}

@Resolver(() => Verification)
export class VerificationCaseResolver {
  @FieldResolver(() => IdentityCase, {
    nullable: true,
    description: 'The case that this verification serves, when verifyIdentity started it; otherwise null.',
  })
  async identityCase(
    @Root() { record }: Verification,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<IdentityCase | null> {
    const found = record.caseId === null ? null : await loaders.identityCase.load(record.caseId);
    return found && new IdentityCase(found);
  }
}

@Resolver(() => RoutingCandidate)
export class RoutingReasonResolver {
  @FieldResolver(() => String, { description: 'One sentence for the person: why it has this verdict.' })
  reason(
    @Root() { candidate }: RoutingCandidate,
    @Ctx() context: GraphQLContext,
    @Arg('locale', () => MessageLocale, localeArg) locale: MessageLocale | null,
  ): string {
    return textOf(candidate.reason, localeOf(locale, context));
  }
}
