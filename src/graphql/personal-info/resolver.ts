import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { approveReveal } from '../../service/personal-data/approve-reveal';
import { redactUser, redactVerification } from '../../service/personal-data/redact';
import { revealPersonalInfo } from '../../service/personal-data/reveal-personal-info';
import type { GraphQLContext } from '../context';
import { forStaff, someOfThem } from '../cost';
import { inputArg } from '../input-arg';
import { VerificationPayload } from '../verification/payload.type';
import { toPayload } from '../verification/submit';
import { Verification } from '../verification/verification.type';
import { ApproveRevealPayload } from './approval.type';
import { ApproveRevealInput, RevealPersonalInfoInput } from './inputs';
import { RedactUserPayload } from './redact.type';
import { RevealPersonalInfoPayload } from './reveal.type';
import { PersonalInfoReveal } from './reveal-record.type';

@Resolver(() => Verification)
export class PersonalInfoResolver {
  @Directive('@requiresScopes(scopes: [["realname:reveal"]])')
  @Directive(forStaff)
  @Directive(someOfThem)
  @FieldResolver(() => [PersonalInfoReveal], {
    nullable: true,
    description:
      "Who was shown this verification's personal data in plain text, oldest first. Needs the scope realname:reveal.",
  })
  async reveals(
    @Root() verification: Verification,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<PersonalInfoReveal[]> {
    const reveals = await loaders.reveals.load(verification.id);
    return reveals.map((reveal) => new PersonalInfoReveal(reveal));
  }

  @Directive('@requiresScopes(scopes: [["realname:reveal"]])')
  @Directive(forStaff)
  @Mutation(() => RevealPersonalInfoPayload, {
    description:
      "Plaintext of a verification's personal data. Needs a purpose; every reveal is recorded. The record is durable before anything is shown. At most REVEALS_PER_CALLER in 24 hours, then TOO_MANY_ATTEMPTS. If the deployment demands two people (REVEAL_APPROVAL), NOT_ALLOWED without another caller's approveReveal.",
  })
  async revealPersonalInfo(
    @Arg('input', () => RevealPersonalInfoInput, inputArg) input: RevealPersonalInfoInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<RevealPersonalInfoPayload> {
    const shown = await revealPersonalInfo(tools, caller, input);
    return shown.accepted
      ? RevealPersonalInfoPayload.accepted(shown.verification.personal)
      : RevealPersonalInfoPayload.refused(shown.errors);
  }

  @Directive('@requiresScopes(scopes: [["realname:approve"]])')
  @Directive(forStaff)
  @Mutation(() => ApproveRevealPayload, {
    description:
      "Lets another caller reveal a verification's personal data within ten minutes, once, for this purpose; shows nothing itself. For a deployment that demands two people (REVEAL_APPROVAL). Needs the scope realname:approve. Every approval is recorded; at most REVEALS_PER_CALLER in 24 hours.",
  })
  async approveReveal(
    @Arg('input', () => ApproveRevealInput, inputArg) input: ApproveRevealInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<ApproveRevealPayload> {
    return new ApproveRevealPayload(await approveReveal(tools, caller, input));
  }

  @Directive('@requiresScopes(scopes: [["realname:redact"]])')
  @Directive(forStaff)
  @Mutation(() => VerificationPayload, {
    description: "Destroys a verification's personal data; status, method and times stay. Cannot be undone.",
  })
  async redactVerification(
    @Arg('id', () => ID, { description: 'The verification (Verification.id).' }) id: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerificationPayload> {
    return toPayload(await redactVerification(tools, caller, id));
  }

  @Directive('@requiresScopes(scopes: [["realname:redact"]])')
  @Directive(forStaff)
  @Mutation(() => RedactUserPayload, {
    description:
      'The same for everything held on an account. Repeating it is harmless: it then destroys nothing more.',
  })
  async redactUser(
    @Arg('guid', () => ID, { description: 'The account (User.guid).' }) guid: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<RedactUserPayload> {
    return RedactUserPayload.accepted(await redactUser(tools, caller, guid));
  }
}
