import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { redactUser, redactVerification } from '../../service/redact';
import { revealPersonalInfo } from '../../service/reveal-personal-info';
import type { GraphQLContext } from '../context';
import { fewOfThem, forStaff } from '../cost';
import { inputArg } from '../input-arg';
import { VerificationPayload } from '../verification/payload.type';
import { toPayload } from '../verification/submit';
import { Verification } from '../verification/verification.type';
import { RevealPersonalInfoInput } from './inputs';
import { RedactUserPayload } from './redact.type';
import { RevealPersonalInfoPayload } from './reveal.type';
import { PersonalInfoReveal } from './reveal-record.type';

@Resolver(() => Verification)
export class PersonalInfoResolver {
  @Directive('@requiresScopes(scopes: [["realname:reveal"]])')
  @Directive(forStaff)
  @Directive(fewOfThem)
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
    description: "Plaintext of a verification's personal data. Needs a purpose; every reveal is recorded.",
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

  @Directive('@requiresScopes(scopes: [["realname:redact"]])')
  @Directive(forStaff)
  @Mutation(() => VerificationPayload, {
    description: "Destroys a verification's personal data; status, method and times stay. Cannot be undone.",
  })
  async redactVerification(
    @Arg('id', () => ID, { description: 'Verification.id' }) id: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerificationPayload> {
    return toPayload(await redactVerification(tools, caller, id));
  }

  @Directive('@requiresScopes(scopes: [["realname:redact"]])')
  @Directive(forStaff)
  @Mutation(() => RedactUserPayload, { description: 'The same for everything held on an account.' })
  async redactUser(
    @Arg('guid', () => ID, { description: 'User.guid' }) guid: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<RedactUserPayload> {
    return RedactUserPayload.accepted(await redactUser(tools, caller, guid));
  }
}
