import { Field, ID, InputType, Int } from 'type-graphql';
import { AssuranceLevel } from '../assurance/enums';
import { SchoolRole } from '../school/enums';
import { IdentityCertType, VerificationMethod } from '../verification/enums';
import { StartVerificationInput } from '../verification/inputs';
import { faceImage, mobileNo, name } from '../verification/limits';

@InputType({ description: "The result of WeChat's face check." })
export class WechatFaceEvidenceInput {
  @Field(() => String, { description: "WeChat's access token; 1 to 4096 characters." })
  declare readonly accessToken: string;

  @Field(() => String, { description: "WeChat's verify_result; 1 to 4096 characters." })
  declare readonly verifyResult: string;

  @Field(() => String, { description: 'The device; 1 to 128 characters.' })
  declare readonly deviceId: string;
}

@InputType({
  description: 'What the person can show. Fill in what there is. Wrong values are refused.',
})
export class IdentityEvidenceInput {
  @Field(() => String, { nullable: true, description: `The person's name. ${name}` })
  declare readonly name?: string | null;

  @Field(() => IdentityCertType, {
    nullable: true,
    defaultValue: 'RESIDENT_ID_CARD',
    description: 'The kind of certificate that certNo belongs to.',
  })
  declare readonly certType?: IdentityCertType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The number of the certificate, in the form of its kind, at most 50 characters; blanks and hyphens are removed.',
  })
  declare readonly certNo?: string | null;

  @Field(() => String, { nullable: true, description: `The person's mobile number. ${mobileNo}` })
  declare readonly mobileNo?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The SMS code that was sent to mobileNo (sendMobileCode); 4 to 8 digits. Never kept.',
  })
  declare readonly smsCode?: string | null;

  @Field(() => String, { nullable: true, description: 'School number (学工号); 1 to 64 characters.' })
  declare readonly outid?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the school; 1 to 64 characters.' })
  declare readonly customerCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Password of the campus card; 1 to 128 characters. Never kept.',
  })
  declare readonly cardPassword?: string | null;

  @Field(() => SchoolRole, {
    nullable: true,
    description: "The person's role at the school; PARENT is not allowed.",
  })
  declare readonly role?: SchoolRole | null;

  @Field(() => String, {
    nullable: true,
    description: `A photo of the face. Base64, JPEG or PNG. ${faceImage} Never kept.`,
  })
  declare readonly photo?: string | null;

  @Field(() => Int, { nullable: true, description: "The person's OneNET uid; 1 to 2147483647." })
  declare readonly oneNetUserId?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Where the person's browser goes in the end, for ways that use a page of LinkID's. An http(s) address whose origin is on REDIRECT_ALLOWLIST, at most 2000 characters.",
  })
  declare readonly redirectUri?: string | null;

  @Field(() => WechatFaceEvidenceInput, {
    nullable: true,
    description: "The result of WeChat's face check. Never kept.",
  })
  declare readonly wechatFace?: WechatFaceEvidenceInput | null;
}

@InputType({ description: 'Says what is needed, and what the person can show.' })
export class VerifyIdentityInput extends StartVerificationInput {
  @Field(() => String, {
    nullable: true,
    description:
      "One of the deployment's purposes; it brings the level that it needs. default where none is named. 1 to 64 characters.",
  })
  declare readonly purpose?: string | null;

  @Field(() => AssuranceLevel, {
    nullable: true,
    description: "Raises the purpose's level; never lowers it.",
  })
  declare readonly require?: AssuranceLevel | null;

  @Field(() => IdentityEvidenceInput, { description: 'The evidence that the person can show.' })
  declare readonly evidence: IdentityEvidenceInput;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Take no way that looks at a face.',
  })
  declare readonly avoidFace?: boolean | null;

  @Field(() => [VerificationMethod], {
    nullable: true,
    description: 'Only these methods; an empty list is MALFORMED.',
  })
  declare readonly allow?: readonly VerificationMethod[] | null;
}

@InputType({ description: 'More evidence for a case in NEEDS_EVIDENCE.' })
export class ContinueIdentityCaseInput {
  @Field(() => ID, { description: 'The case (IdentityCase.id).' })
  declare readonly id: string;

  @Field(() => IdentityEvidenceInput, {
    description: 'Added to what was given before; codes, passwords, photos and wechatFace are not kept.',
  })
  declare readonly evidence: IdentityEvidenceInput;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Take no way that looks at a face; as before where it is left out.',
  })
  declare readonly avoidFace?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The same key from the same caller returns the case again, and nothing is sent. 1 to 255 characters.',
  })
  declare readonly idempotencyKey?: string | null;
}

@InputType({ description: 'The need, and the names of the evidence that the person could show.' })
export class PlanIdentityVerificationInput {
  @Field(() => String, {
    nullable: true,
    description: "One of the deployment's purposes, 1 to 64 characters; default where none is named.",
  })
  declare readonly purpose?: string | null;

  @Field(() => AssuranceLevel, {
    nullable: true,
    description: "Raises the purpose's level; never lowers it.",
  })
  declare readonly require?: AssuranceLevel | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Take no way that looks at a face.',
  })
  declare readonly avoidFace?: boolean | null;

  @Field(() => [VerificationMethod], {
    nullable: true,
    description: 'Only these methods; an empty list is MALFORMED.',
  })
  declare readonly allow?: readonly VerificationMethod[] | null;

  @Field(() => [String], {
    description:
      'Names of the fields of IdentityEvidenceInput that the person can give; no values. Names are written exactly as there; others are NOT_ALLOWED.',
  })
  declare readonly evidence: readonly string[];
}
