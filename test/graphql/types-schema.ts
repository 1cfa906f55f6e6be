import type { GraphQLSchema } from 'graphql';
import { Arg, Args, buildSchemaSync, Ctx, Query, Resolver } from 'type-graphql';
import type * as domain from '../../src/domain/verification/verification';
import { AssuranceReasonResolver } from '../../src/graphql/assurance/reason.resolver';
import { VerificationAssuranceResolver } from '../../src/graphql/assurance/resolver';
import {
  IdentityCaseFieldsResolver,
  RoutingReasonResolver,
  VerificationCaseResolver,
} from '../../src/graphql/cases/fields.resolver';
import { IdentityCaseResolver } from '../../src/graphql/cases/resolver';
import { IdentityFactsResolver } from '../../src/graphql/facts/resolver';
import { LinkIdAppResult } from '../../src/graphql/linkid/app-result.type';
import {
  CompleteLinkIdVerificationInput,
  StartLinkIdAppVerificationInput,
  StartLinkIdVerificationInput,
  VerifyLinkIdPhotoInput,
} from '../../src/graphql/linkid/inputs';
import { messageResolvers } from '../../src/graphql/messages/resolvers';
import { StartOneNetVerificationInput } from '../../src/graphql/onenet/inputs';
import { RevealPersonalInfoInput } from '../../src/graphql/personal-info/inputs';
import { RedactUserPayload } from '../../src/graphql/personal-info/redact.type';
import { RevealPersonalInfoPayload } from '../../src/graphql/personal-info/reveal.type';
import { PersonalInfoReveal } from '../../src/graphql/personal-info/reveal-record.type';
import { withProviderNames } from '../../src/graphql/provider-names';
import { StaffResolver } from '../../src/graphql/staff/resolver';

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
import { IdentityConflictResolver } from '../../src/graphql/verification/conflict.resolver';
import { VerificationConnection } from '../../src/graphql/verification/connection.type';
import { VerificationEvent } from '../../src/graphql/verification/event.type';
import { VerificationFilter } from '../../src/graphql/verification/inputs';
import { VerificationMethodInfo } from '../../src/graphql/verification/method-info.type';
import { PageArgs } from '../../src/graphql/verification/page.args';
import { VerificationPayload } from '../../src/graphql/verification/payload.type';
import { Verification } from '../../src/graphql/verification/verification.type';
import { VerifyMobileOwnerInput } from '../../src/graphql/yuxin/inputs';
import { registry } from '../../src/providers/registry';

/** The value that the test resolver returns, and the place for the input that it got. */
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

@Resolver()
class ListResolver {
  @Query(() => Boolean)
  listed(@Args(() => PageArgs) _args: PageArgs): boolean {
    return true;
  }
}

/** A schema of all types of the contract, without the operations. */
export function buildTypesSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      TypesResolver,
      ListResolver,
      VerificationAssuranceResolver,
      AssuranceReasonResolver,
      ...messageResolvers,
      IdentityFactsResolver,
      IdentityConflictResolver,
      StaffResolver,
      IdentityCaseResolver,
      IdentityCaseFieldsResolver,
      VerificationCaseResolver,
      RoutingReasonResolver,
    ],
    // The directives of federation are not known to this schema.
    skipCheck: true,
    validate: false,
    orphanedTypes: [
      LinkIdAppResult,
      PersonalInfoReveal,
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
  return withProviderNames(schema, registry);
}
