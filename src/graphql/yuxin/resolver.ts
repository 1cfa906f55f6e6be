import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../context';
import { asksProvider } from '../cost';
import { inputArg } from '../input-arg';
import { VerificationPayload } from '../verification/payload.type';
import { submit } from '../verification/submit';
import { VerifyMobileOwnerInput } from './inputs';

@Resolver()
export class YuxinResolver {
  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      'Yuxin verifyMobile: whether name, ID number and mobile number belong together. Decided at once.',
  })
  verifyMobileOwner(
    @Arg('input', () => VerifyMobileOwnerInput, inputArg) input: VerifyMobileOwnerInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'MOBILE_OWNER', input);
  }
}
