import { Field, ID, InputType } from 'type-graphql';
import { JSONObject } from '../scalars';
import { IdentityCertType } from '../verification/enums';
import { StartVerificationInput } from '../verification/inputs';
import { faceImage } from '../verification/limits';
import { LinkIdPlatform } from './enums';

const certNo =
  "The document's number (certNo, 证件号), in the form of its certType: 17 digits and a digit or X of an identity card or residence permit, H or M and 8 or 10 digits, or HA or MA and 7 digits, of a Hong Kong and Macao travel permit, 8 digits of a Taiwan travel permit, 5 to 20 letters and digits of a passport; 1 to 50 characters of OTHER. Blanks, hyphens and brackets are removed.";

@InputType({ description: "Starts a face check on a third-party identity source's page (LINKID_PAGE)." })
export class StartLinkIdVerificationInput extends StartVerificationInput {
  @Field(() => String, {
    description: "The person's name (name, 姓名): 1 to 64 characters, with at least one letter.",
  })
  declare readonly name: string;

  @Field(() => IdentityCertType, { description: 'Kind of identity document (certType, 证件类型).' })
  declare readonly certType: IdentityCertType;

  @Field(() => String, { description: certNo })
  declare readonly certNo: string;

  @Field(() => String, {
    description:
      "Where the person's browser goes in the end. Must be on the deployment's list. An http or https address of at most 2,000 characters, whose origin REDIRECT_ALLOWLIST names; verificationId and status are added to its query.",
  })
  declare readonly redirectUri: string;

  @Field(() => JSONObject, {
    nullable: true,
    description:
      'More parameters for the identity source, returned unchanged with the result. At most 4 KiB as JSON, without name, certType and certNo.',
  })
  declare readonly extra?: object | null;
}

@InputType({
  description: "Completes a page check for an application that receives LinkID's redirect itself.",
})
export class CompleteLinkIdVerificationInput {
  @Field(() => ID, { description: 'The verification that startLinkIdVerification returned.' })
  declare readonly verificationId: string;

  @Field(() => String, { description: 'The parameter at of the redirect, unchanged: 1 to 512 characters.' })
  declare readonly at: string;
}

@InputType({ description: 'Checks a photo against the identity source (LINKID_PHOTO).' })
export class VerifyLinkIdPhotoInput extends StartVerificationInput {
  @Field(() => String, {
    description: "The person's name (name, 姓名): 1 to 64 characters, with at least one letter.",
  })
  declare readonly name: string;

  @Field(() => IdentityCertType, { description: 'Kind of identity document (certType, 证件类型).' })
  declare readonly certType: IdentityCertType;

  @Field(() => String, { description: certNo })
  declare readonly certNo: string;

  @Field(() => String, { description: faceImage })
  declare readonly idPicture: string;
}

@InputType({ description: "Starts an application's own real-name check (LINKID_APP, 应用实名核身)." })
export class StartLinkIdAppVerificationInput extends StartVerificationInput {
  @Field(() => String, {
    description: 'The application (appId, 应用id): 1 to 128 letters, digits and signs, without spaces.',
  })
  declare readonly appId: string;

  @Field(() => String, {
    description:
      "The application's address (service, 应用地址). Must be on the deployment's list: http or https, at most 2,000 characters, with an origin that REDIRECT_ALLOWLIST names.",
  })
  declare readonly service: string;

  @Field(() => String, {
    description:
      "The person's account at LinkID (userId, 用户账号): 1 to 128 characters. Without the scope realname:write it must be your own: your account's id, or the account at LinkID that your token names; otherwise NOT_ALLOWED.",
  })
  declare readonly userId: string;

  @Field(() => LinkIdPlatform, { description: 'The device the application runs on (platform).' })
  declare readonly platform: LinkIdPlatform;
}
