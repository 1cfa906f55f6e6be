import { Field, ID, InputType } from 'type-graphql';
import { FamilyRelation, SchoolRole } from '../school/enums';
import { StartVerificationInput } from '../verification/inputs';
import * as limits from '../verification/limits';
import { RelationProofSource } from './enums';

const customerCode = 'The school (customerCode, 学校唯一编号): 1 to 64 characters.';
const expectedRole =
  'The role that the person expects to have (role, 认证期望角色), any but PARENT; compared with the records when given.';
const realName = `The person's real name (name). ${limits.name}`;
const cardOrSchoolNumber =
  'Student or staff number, or campus-card number (outid, 学工号/一卡通卡号): 1 to 64 characters; sent in capital letters, without blanks and hyphens.';
const relativePassword =
  "Required when source is ECARD. The payment password of the relative's campus card: 1 to 128 characters, sent as typed.";

@InputType({ description: 'Verifies against imported records (ucenter IMPORT, 导入信息认证).' })
export class VerifyByImportInput extends StartVerificationInput {
  @Field(() => String, { description: realName })
  declare readonly name: string;

  @Field(() => String, { description: `The person's ID number (identityNo, 身份证号). ${limits.recordedNo}` })
  declare readonly identityNo: string;

  @Field(() => String, {
    description:
      'Student or staff number (outid, 学工号): 1 to 64 characters; sent in capital letters, without blanks and hyphens.',
  })
  declare readonly outid: string;

  @Field(() => String, { nullable: true, description: customerCode })
  declare readonly customerCode?: string | null;

  @Field(() => SchoolRole, { nullable: true, description: expectedRole })
  declare readonly role?: SchoolRole | null;
}

@InputType({ description: 'Verifies by campus card (ucenter ECARD, 一卡通认证).' })
export class VerifyByEcardInput extends StartVerificationInput {
  @Field(() => String, { description: cardOrSchoolNumber })
  declare readonly outid: string;

  @Field(() => String, { description: realName })
  declare readonly name: string;

  @Field(() => String, {
    description:
      "The campus card's payment password (password, 一卡通消费密码): 1 to 128 characters, sent as typed. Wrong ones count against ATTEMPTS_PER_TARGET.",
  })
  declare readonly password: string;

  @Field(() => String, { nullable: true, description: customerCode })
  declare readonly customerCode?: string | null;
}

@InputType({ description: 'Verifies a mobile number by SMS code (ucenter MOBILE, 手机号验证码认证).' })
export class VerifyByMobileInput extends StartVerificationInput {
  @Field(() => String, { description: `The person's mobile number (mobileNo). ${limits.mobileNo}` })
  declare readonly mobileNo: string;

  @Field(() => String, {
    description:
      'The SMS code sent to that number (code, 验证码): 4 to 8 digits. Attempts count against ATTEMPTS_PER_TARGET.',
  })
  declare readonly code: string;
}

@InputType({ description: 'Verifies against the white list (ucenter IMPORT-ECARD, 白名单认证).' })
export class VerifyByWhitelistInput extends StartVerificationInput {
  @Field(() => String, { description: cardOrSchoolNumber })
  declare readonly outid: string;

  @Field(() => String, { description: realName })
  declare readonly name: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Campus-card password (password): 1 to 128 characters, sent as typed; required when the school uses campus cards.',
  })
  declare readonly password?: string | null;

  @Field(() => String, { nullable: true, description: customerCode })
  declare readonly customerCode?: string | null;

  @Field(() => SchoolRole, { nullable: true, description: expectedRole })
  declare readonly role?: SchoolRole | null;
}

@InputType({
  description: 'Verifies a person through a relative at a school (ucenter RELATION, 亲子关系认证).',
})
export class VerifyByRelationInput extends StartVerificationInput {
  @Field(() => String, { description: `The person's own real name (name, 用户真实姓名). ${limits.name}` })
  declare readonly name: string;

  @Field(() => FamilyRelation, { description: 'How they are related (relation, 亲属关系).' })
  declare readonly relation: FamilyRelation;

  @Field(() => String, {
    nullable: true,
    description: `The person's own ID number (identityNo, 身份证号). ${limits.recordedNo}`,
  })
  declare readonly identityNo?: string | null;

  @Field(() => String, {
    description:
      "The relative's student or staff number, or campus-card number (outid, 亲属的学工号/一卡通卡号): 1 to 64 characters.",
  })
  declare readonly outid: string;

  @Field(() => String, {
    description: `The relative's real name (childName, 亲属真实姓名). ${limits.name}`,
  })
  declare readonly childName: string;

  @Field(() => String, {
    nullable: true,
    description: "The relative's school (customerCode, 亲属学校唯一编号): 1 to 64 characters.",
  })
  declare readonly customerCode?: string | null;

  @Field(() => RelationProofSource, { description: "The proof of the relative's identity (type, 认证途径)." })
  declare readonly source: RelationProofSource;

  @Field(() => String, { nullable: true, description: relativePassword })
  declare readonly password?: string | null;
}

@InputType({ description: 'Verifies by WeChat face check (ucenter WECHAT-FACE, 微信人脸认证).' })
export class VerifyByWechatFaceInput extends StartVerificationInput {
  @Field(() => String, {
    description:
      "The WeChat application's access_token (accessToken), e.g. of a mini program or an official account: 1 to 4,096 characters.",
  })
  declare readonly accessToken: string;

  @Field(() => String, {
    description:
      "WeChat's verify_result: the credential with which ucenter queries the result (verifyResult, 微信人脸认证查询凭据): 1 to 4,096 characters.",
  })
  declare readonly verifyResult: string;

  @Field(() => String, { description: `The person's real name (realName). ${limits.name}` })
  declare readonly realName: string;

  @Field(() => String, { description: `The person's ID number (identityNo, 身份证号). ${limits.identityNo}` })
  declare readonly identityNo: string;

  @Field(() => String, {
    description: 'The device on which the check ran (deviceId, 设备号): 1 to 128 characters.',
  })
  declare readonly deviceId: string;
}

@InputType({ description: 'Settles a CONFLICT by merging two accounts (ucenter MERGE, 用户合并认证).' })
export class MergeAccountInput {
  @Field(() => ID, {
    description:
      'The verification whose status is CONFLICT. What the person typed then is sent again as it was; the client need not keep it.',
  })
  declare readonly verificationId: string;

  @Field(() => String, {
    description:
      "The SMS code sent to the old account's number. 4 to 8 digits; attempts count against ATTEMPTS_PER_TARGET.",
  })
  declare readonly code: string;

  @Field(() => Boolean, { description: 'Must be true: merging cannot be undone.' })
  declare readonly confirmIrreversible: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'digest of mergePreview, at most 64 characters. When given, another preview than the one shown is refused with WRONG_STATE.',
  })
  declare readonly previewDigest?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The same key from the same caller returns the first answer again. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED.',
  })
  declare readonly idempotencyKey?: string | null;
}
