import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import { completeLinkIdVerification } from '../../service/complete-return';
import { readAppResult } from '../../service/read-app-result';
import type { GraphQLContext } from '../context';
import { asksProvider } from '../cost';
import { inputArg } from '../input-arg';
import { VerificationPayload } from '../verification/payload.type';
import { submit, toPayload } from '../verification/submit';
import { LinkIdAppResult } from './app-result.type';
import { LinkIdPlatform } from './enums';
import {
  CompleteLinkIdVerificationInput,
  StartLinkIdAppVerificationInput,
  StartLinkIdVerificationInput,
  VerifyLinkIdPhotoInput,
} from './inputs';

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
    return toPayload(await completeLinkIdVerification(tools, caller, input));
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
      'LinkID (section 五): whether an application may let a person in, or where the person has to verify first.',
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
    description: "LinkID's record of an application's last real-name check.",
  })
  async linkIdAppResult(
    @Arg('appId', () => String, { description: 'The application (appId, 应用id).' }) appId: string,
    @Arg('platform', () => LinkIdPlatform, { description: 'The device the application runs on.' })
    platform: LinkIdPlatform,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<LinkIdAppResult | null> {
    const result = await readAppResult(tools, caller, appId, platform);
    return result && new LinkIdAppResult(appId, platform, result);
  }
}
