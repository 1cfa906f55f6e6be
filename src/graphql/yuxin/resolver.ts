import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import type { YuxinInputs } from '../../providers/yuxin/inputs';
import type { GraphQLContext } from '../context';
import { asksProvider } from '../cost';
import { inputArg } from '../input-arg';
import { VerificationPayload } from '../verification/payload.type';
import { submitTo } from '../verification/submit';
import { VerifyMobileOwnerInput } from './inputs';

const submit = submitTo<YuxinInputs>();

@Resolver()
export class YuxinResolver {
  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerificationPayload, {
    description:
      'Yuxin verifyMobile: answers whether name, ID number and mobile number belong together. Decided at once.',
  })
  verifyMobileOwner(
    @Arg('input', () => VerifyMobileOwnerInput, inputArg) input: VerifyMobileOwnerInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'MOBILE_OWNER', input);
  }
}
