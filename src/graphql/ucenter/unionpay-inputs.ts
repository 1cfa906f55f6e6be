import { Field, InputType } from 'type-graphql';
import { StartVerificationInput } from '../verification/inputs';
import * as limits from '../verification/limits';

/** ucenter.md, 银联开放平台人脸认证: the document's 17 fields, passed on as UnionPay's SDK gave them. */
@InputType({
  description:
    "Verifies by UnionPay face check (ucenter UNIONPAY-FACE, 银联开放平台人脸认证). Pass on the values of UnionPay's platform unchanged: 1 to 128 characters, unless a field says otherwise.",
})
export class VerifyByUnionPayFaceInput extends StartVerificationInput {
  @Field(() => String, {
    description:
      "Token of UnionPay's trusted digital identity platform (token, 云闪付银联可信数字身份核验平台token): 1 to 4,096 characters.",
  })
  declare readonly token: string;

  @Field(() => String, { description: 'Signature (sign, 签名信息): 1 to 4,096 characters.' })
  declare readonly sign: string;

  @Field(() => String, {
    description:
      'Timestamp (ts, 时间戳): a whole number up to 9007199254740991, as text because Int is too small.',
  })
  declare readonly ts: string;

  @Field(() => String, { description: 'Kind of transaction (action, 交易类型).' })
  declare readonly action: string;

  @Field(() => String, { description: 'Time of the transaction request (txnTime, 交易请求时间).' })
  declare readonly txnTime: string;

  @Field(() => String, { description: 'Source of the transaction (txnSrc, 交易来源).' })
  declare readonly txnSrc: string;

  @Field(() => String, { description: 'Code of the application (orgCode, 应用方代码).' })
  declare readonly orgCode: string;

  @Field(() => String, { description: "The application's request number (orgSeq, 应用方请求流水号)." })
  declare readonly orgSeq: string;

  @Field(() => String, { description: 'Code of the external data user (comUserId, 外部数据使用方代码).' })
  declare readonly comUserId: string;

  @Field(() => String, { description: 'Code of the authentication mode (authCode, 认证模式代码).' })
  declare readonly authCode: string;

  @Field(() => String, { description: 'Code of the scene (sceneCode, 交易场景代码).' })
  declare readonly sceneCode: string;

  @Field(() => String, {
    description: 'Version of the user agreement (sent as protocoVerison, 用户电子协议版本号).',
  })
  declare readonly protocolVersion: string;

  @Field(() => String, { description: "Number of the person's authorisation (authSeq, 用户授权流水号)." })
  declare readonly authSeq: string;

  @Field(() => String, { description: `The person's name (name, 姓名). ${limits.name}` })
  declare readonly name: string;

  @Field(() => String, {
    description:
      "Kind of identity document, in UnionPay's code (certType, 身份证件类型): 1 to 20 characters.",
  })
  declare readonly certType: string;

  @Field(() => String, { description: "The document's number (certCode, 证件号): 1 to 50 characters." })
  declare readonly certCode: string;

  @Field(() => String, { description: limits.faceImage })
  declare readonly faceImage: string;
}
