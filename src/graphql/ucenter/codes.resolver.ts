import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import { readMergePreview } from '../../service/verification/merge-preview';
import { sendMergeCode, sendMobileCode } from '../../service/verification/send-code';
import type { GraphQLContext } from '../context';
import { asksProvider } from '../cost';
import { inputArg } from '../input-arg';
import { MergePreview } from './merge-preview.type';
import { SendCodePayload, SendMergeCodeInput, SendMobileCodeInput } from './send-code.type';

/** The steps before a verification or a merge: the SMS code, and the view of what would move. */
@Resolver()
export class UcenterCodesResolver {
  @Directive('@authenticated')
  @Query(() => MergePreview, {
    nullable: true,
    description:
      'The data that mergeAccount would move, before anything is sent. Null unless the verification is in CONFLICT and can be merged.',
  })
  async mergePreview(
    @Arg('verificationId', () => ID, { description: 'The verification whose status is CONFLICT.' })
    verificationId: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<MergePreview | null> {
    const preview = await readMergePreview(tools, caller, verificationId);
    return preview && new MergePreview(preview, caller?.scopes.has('realname:read') === true);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => SendCodePayload, {
    description:
      'Makes ucenter send an SMS code to a number, for verifyByMobile. At most one a minute and ATTEMPTS_PER_TARGET a window for one number, ATTEMPTS_PER_CALLER for one caller; beyond that TOO_MANY_ATTEMPTS, and nothing is sent.',
  })
  async sendMobileCode(
    @Arg('input', () => SendMobileCodeInput, inputArg) input: SendMobileCodeInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<SendCodePayload> {
    return new SendCodePayload(await sendMobileCode(tools, caller, { ...input }));
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => SendCodePayload, {
    description:
      'Makes ucenter send an SMS code to the account that holds the identity, for mergeAccount. The limits are those of sendMobileCode, for one holder.',
  })
  async sendMergeCode(
    @Arg('input', () => SendMergeCodeInput, inputArg) input: SendMergeCodeInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<SendCodePayload> {
    return new SendCodePayload(await sendMergeCode(tools, caller, { ...input }));
  }
}
