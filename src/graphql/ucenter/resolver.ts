import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import type { UcenterInputs } from '../../providers/ucenter/inputs';
import { mergeAccount } from '../../service/verification/merge-account';
import type { GraphQLContext } from '../context';
import { asksProvider } from '../cost';
import { inputArg } from '../input-arg';
import { VerificationPayload } from '../verification/payload.type';
import { submitTo, toPayload } from '../verification/submit';
import {
  MergeAccountInput,
  VerifyByEcardInput,
  VerifyByImportInput,
  VerifyByMobileInput,
  VerifyByRelationInput,
  VerifyByWechatFaceInput,
  VerifyByWhitelistInput,
} from './inputs';
import { VerifyByUnionPayFaceInput } from './unionpay-inputs';

const submit = submitTo<UcenterInputs>();

@Resolver()
export class UcenterResolver {
  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      'ucenter IMPORT (导入信息认证): name, ID number and school number against what the school imported. Decided at once.',
  })
  verifyByImport(
    @Arg('input', () => VerifyByImportInput, inputArg) input: VerifyByImportInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'IMPORT', input);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description: 'ucenter ECARD (一卡通认证): name, number and password of a campus card. Decided at once.',
  })
  verifyByEcard(
    @Arg('input', () => VerifyByEcardInput, inputArg) input: VerifyByEcardInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'ECARD', input);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      'ucenter MOBILE (手机号验证码认证): a phone number and the SMS code sent to it. Decided at once.',
  })
  verifyByMobile(
    @Arg('input', () => VerifyByMobileInput, inputArg) input: VerifyByMobileInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'MOBILE', input);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      'ucenter IMPORT-ECARD (白名单认证): name and school number, and the card password where the school uses campus cards. Decided at once.',
  })
  verifyByWhitelist(
    @Arg('input', () => VerifyByWhitelistInput, inputArg) input: VerifyByWhitelistInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'WHITELIST', input);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      'ucenter RELATION (亲子关系认证): the person through a relative at a school. Decided at once.',
  })
  verifyByRelation(
    @Arg('input', () => VerifyByRelationInput, inputArg) input: VerifyByRelationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'RELATION', input);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      'ucenter UNIONPAY-FACE (银联开放平台人脸认证): the face check of the UnionPay app. Decided at once.',
  })
  verifyByUnionPayFace(
    @Arg('input', () => VerifyByUnionPayFaceInput, inputArg) input: VerifyByUnionPayFaceInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'UNIONPAY_FACE', input);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description: 'ucenter WECHAT-FACE (微信人脸认证): the face check of a WeChat app. Decided at once.',
  })
  verifyByWechatFace(
    @Arg('input', () => VerifyByWechatFaceInput, inputArg) input: VerifyByWechatFaceInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'WECHAT_FACE', input);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      "Settles a CONFLICT. The old account's verified data moves to this account and cannot be moved back.",
  })
  async mergeAccount(
    @Arg('input', () => MergeAccountInput, inputArg) input: MergeAccountInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerificationPayload> {
    return toPayload(await mergeAccount(tools, caller, { ...input }));
  }
}
