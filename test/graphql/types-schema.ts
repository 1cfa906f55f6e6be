import type { GraphQLSchema } from 'graphql';
import { Arg, buildSchemaSync, Ctx, Query, Resolver } from 'type-graphql';
import type * as domain from '../../src/domain/verification';
import { LinkIdAppResult } from '../../src/graphql/linkid/app-result.type';
import {
  CompleteLinkIdVerificationInput,
  StartLinkIdAppVerificationInput,
  StartLinkIdVerificationInput,
  VerifyLinkIdPhotoInput,
} from '../../src/graphql/linkid/inputs';
import { StartOneNetVerificationInput } from '../../src/graphql/onenet/inputs';
import { RevealPersonalInfoInput } from '../../src/graphql/personal-info/inputs';
import { RedactUserPayload } from '../../src/graphql/personal-info/redact.type';
import { RevealPersonalInfoPayload } from '../../src/graphql/personal-info/reveal.type';
import {
  MergeAccountInput,
  VerifyByEcardInput,
  VerifyByImportInput,
  VerifyByMobileInput,
  VerifyByRelationInput,
  VerifyByWechatFaceInput,
  VerifyByWhitelistInput,
} from '../../src/graphql/ucenter/inputs';
import { VerifyByUnionPayFaceInput } from '../../src/graphql/ucenter/unionpay-inputs';
import { VerificationConnection } from '../../src/graphql/verification/connection.type';
import { VerificationEvent } from '../../src/graphql/verification/event.type';
import { VerificationFilter } from '../../src/graphql/verification/inputs';
import { VerificationMethodInfo } from '../../src/graphql/verification/method-info.type';
import { VerificationPayload } from '../../src/graphql/verification/payload.type';
import { Verification } from '../../src/graphql/verification/verification.type';
import { VerifyMobileOwnerInput } from '../../src/graphql/yuxin/inputs';

/** What the test resolver shows, and where it puts the input it got. */
export interface TypesContext {
  readonly record?: domain.Verification;
  input?: StartLinkIdVerificationInput | VerificationFilter;
}

@Resolver()
class TypesResolver {
  @Query(() => Verification, { nullable: true })
  shown(@Ctx() context: TypesContext): Verification | null {
    return context.record ? new Verification(context.record) : null;
  }

  @Query(() => Boolean)
  filtered(
    @Arg('filter', () => VerificationFilter) filter: VerificationFilter,
    @Ctx() context: TypesContext,
  ): boolean {
    context.input = filter;
    return true;
  }

  @Query(() => Boolean)
  started(
    @Arg('input', () => StartLinkIdVerificationInput) input: StartLinkIdVerificationInput,
    @Ctx() context: TypesContext,
  ): boolean {
    context.input = input;
    return true;
  }
}

/** A schema of all types of the contract, without the operations. */
export function buildTypesSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [TypesResolver],
    validate: false,
    orphanedTypes: [
      LinkIdAppResult,
      RedactUserPayload,
      RevealPersonalInfoPayload,
      VerificationConnection,
      VerificationEvent,
      VerificationMethodInfo,
      VerificationPayload,
      CompleteLinkIdVerificationInput,
      MergeAccountInput,
      RevealPersonalInfoInput,
      StartLinkIdAppVerificationInput,
      StartLinkIdVerificationInput,
      StartOneNetVerificationInput,
      VerificationFilter,
      VerifyByEcardInput,
      VerifyByImportInput,
      VerifyByMobileInput,
      VerifyByRelationInput,
      VerifyByUnionPayFaceInput,
      VerifyByWechatFaceInput,
      VerifyByWhitelistInput,
      VerifyLinkIdPhotoInput,
      VerifyMobileOwnerInput,
    ],
  });
}
