import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import type { LinkIdInputs } from '../../providers/linkid/inputs';
import { completeReturn } from '../../service/provider-events/complete-return';
import { readApplicationResult } from '../../service/provider-events/read-application-result';
import type { GraphQLContext } from '../context';
import { asksProvider } from '../cost';
import { inputArg } from '../input-arg';
import { VerificationPayload } from '../verification/payload.type';
import { submitTo, toPayload } from '../verification/submit';
import { LinkIdAppResult } from './app-result.type';
import { LinkIdPlatform } from './enums';
import {
  CompleteLinkIdVerificationInput,
  StartLinkIdAppVerificationInput,
  StartLinkIdVerificationInput,
  VerifyLinkIdPhotoInput,
} from './inputs';

const submit = submitTo<LinkIdInputs>();

@Resolver()
export class LinkIdResolver {
  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      "LinkID (section 一): starts a face check on an identity source's page. Send the browser to authUrl; when the person returns, the result is fetched and the browser goes on to redirectUri.",
  })
  startLinkIdVerification(
    @Arg('input', () => StartLinkIdVerificationInput, inputArg) input: StartLinkIdVerificationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'LINKID_PAGE', input);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      "For applications that receive LinkID's redirect themselves; the service's own return address does this by itself.",
  })
  async completeLinkIdVerification(
    @Arg('input', () => CompleteLinkIdVerificationInput, inputArg) input: CompleteLinkIdVerificationInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerificationPayload> {
    const { verificationId, at: value } = input;
    return toPayload(
      await completeReturn(tools, caller, 'LINKID_PAGE', { verificationId, field: 'at', value }),
    );
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description: 'LinkID (section 三): compares a face photo with the identity source. Decided at once.',
  })
  verifyLinkIdPhoto(
    @Arg('input', () => VerifyLinkIdPhotoInput, inputArg) input: VerifyLinkIdPhotoInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'LINKID_PHOTO', input);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      'LinkID (section 五): answers whether an application may let a person in, or gives the page on which the person has to verify first.',
  })
  startLinkIdAppVerification(
    @Arg('input', () => StartLinkIdAppVerificationInput, inputArg) input: StartLinkIdAppVerificationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'LINKID_APP', input);
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Query(() => LinkIdAppResult, {
    nullable: true,
    description:
      "LinkID's record of an application's last real-name check, which can be about any person; null when LinkID is not configured or did not answer. Needs the scope realname:read.",
  })
  async linkIdAppResult(
    @Arg('appId', () => String, {
      description: 'The application (appId, 应用id): 1 to 128 letters, digits and signs, without spaces.',
    })
    appId: string,
    @Arg('platform', () => LinkIdPlatform, { description: 'The device that the application runs on.' })
    platform: LinkIdPlatform,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<LinkIdAppResult | null> {
    const result = await readApplicationResult(tools, caller, appId, platform);
    return result && new LinkIdAppResult(appId, platform, result);
  }
}
