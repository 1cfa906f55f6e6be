import { Field, ID, InputType } from 'type-graphql';
import { JSONObject } from '../scalars';
import { IdentityCertType } from '../verification/enums';
import { StartVerificationInput } from '../verification/inputs';
import { LinkIdPlatform } from './enums';

@InputType({ description: "Starts a face check on a third-party identity source's page (LINKID_PAGE)." })
export class StartLinkIdVerificationInput extends StartVerificationInput {
  @Field(() => String, { description: "The person's name (name, 姓名)." })
  declare readonly name: string;

  @Field(() => IdentityCertType, { description: 'Kind of identity document (certType, 证件类型).' })
  declare readonly certType: IdentityCertType;

  @Field(() => String, { description: "The document's number (certNo, 证件号)." })
  declare readonly certNo: string;

  @Field(() => String, {
    description: "Where the person's browser goes in the end. Must be on the deployment's list.",
  })
  declare readonly redirectUri: string;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'More parameters for the identity source, returned unchanged with the result.',
  })
  declare readonly extra?: object | null;
}

@InputType({ description: "Brings LinkID's answer for an application that received the redirect itself." })
export class CompleteLinkIdVerificationInput {
  @Field(() => ID, { description: 'The verification that startLinkIdVerification returned.' })
  declare readonly verificationId: string;

  @Field(() => String, { description: 'The parameter at of the redirect.' })
  declare readonly at: string;
}

@InputType({ description: 'Checks a photo against the identity source (LINKID_PHOTO).' })
export class VerifyLinkIdPhotoInput extends StartVerificationInput {
  @Field(() => String, { description: "The person's name (name, 姓名)." })
  declare readonly name: string;

  @Field(() => IdentityCertType, { description: 'Kind of identity document (certType, 证件类型).' })
  declare readonly certType: IdentityCertType;

  @Field(() => String, { description: "The document's number (certNo, 证件号)." })
  declare readonly certNo: string;

  @Field(() => String, { description: 'Base64' })
  declare readonly idPicture: string;
}

@InputType({ description: "Starts an application's own real-name check (LINKID_APP, 应用实名核身)." })
export class StartLinkIdAppVerificationInput extends StartVerificationInput {
  @Field(() => String, { description: 'The application (appId, 应用id).' })
  declare readonly appId: string;

  @Field(() => String, {
    description: "The application's address (service, 应用地址). Must be on the deployment's list.",
  })
  declare readonly service: string;

  @Field(() => String, { description: "The person's account at LinkID (userId, 用户账号)." })
  declare readonly userId: string;

  @Field(() => LinkIdPlatform, { description: 'The device the application runs on (platform).' })
  declare readonly platform: LinkIdPlatform;
}
