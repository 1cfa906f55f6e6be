import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import type { OneNetInputs } from '../../providers/onenet/inputs';
import type { GraphQLContext } from '../context';
import { asksProvider } from '../cost';
import { inputArg } from '../input-arg';
import { VerificationPayload } from '../verification/payload.type';
import { submitTo } from '../verification/submit';
import { StartOneNetVerificationInput } from './inputs';

const submit = submitTo<OneNetInputs>();

@Resolver()
export class OneNetResolver {
  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      'OneNET: starts a verification on its page. Send the browser to authUrl, then follow verificationUpdated; the result is pushed.',
  })
  startOneNetVerification(
    @Arg('input', () => StartOneNetVerificationInput, inputArg) input: StartOneNetVerificationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'ONENET_PAGE', input);
  }
}
