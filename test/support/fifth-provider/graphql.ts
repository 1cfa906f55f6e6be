import { Arg, Ctx, Directive, Field, InputType, Mutation, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../../src/graphql/context';
import { StartVerificationInput } from '../../../src/graphql/verification/inputs';
import { VerificationPayload } from '../../../src/graphql/verification/payload.type';
import { submitTo } from '../../../src/graphql/verification/submit';
import type { AcmeInputs } from './acme/inputs';

@InputType({ description: 'Asks ACME whether a badge and a code belong together (ACME_CODE).' })
export class VerifyByAcmeInput extends StartVerificationInput {
  @Field(() => String, { description: 'Number of the badge.' })
  declare readonly badge: string;

  @Field(() => String, { description: 'The code on it.' })
  declare readonly code: string;
}

@InputType({ description: 'Arranges a visit with a badge (ACME_VISIT).' })
export class StartAcmeVisitInput extends StartVerificationInput {
  @Field(() => String, { description: 'Number of the badge.' })
  declare readonly badge: string;
}

@InputType({ description: "Sends the person to a desk's page (ACME_DESK)." })
export class StartAcmeDeskInput extends StartVerificationInput {
  @Field(() => String, { description: 'Number of the badge.' })
  declare readonly badge: string;

  @Field(() => String, { description: 'Where the browser goes in the end.' })
  declare readonly redirectUri: string;
}

const submit = submitTo<AcmeInputs>();

@Resolver()
export class AcmeResolver {
  @Directive('@authenticated')
  @Mutation(() => VerificationPayload, { description: 'ACME: whether a badge and a code belong together.' })
  verifyByAcme(
    @Arg('input', () => VerifyByAcmeInput) input: VerifyByAcmeInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'ACME_CODE', input);
  }

  @Directive('@authenticated')
  @Mutation(() => VerificationPayload, { description: 'ACME: arranges a visit, whose result is pushed.' })
  startAcmeVisit(
    @Arg('input', () => StartAcmeVisitInput) input: StartAcmeVisitInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'ACME_VISIT', input);
  }

  @Directive('@authenticated')
  @Mutation(() => VerificationPayload, { description: "ACME: a desk's page, from which the person returns." })
  startAcmeDesk(
    @Arg('input', () => StartAcmeDeskInput) input: StartAcmeDeskInput,
    @Ctx() context: GraphQLContext,
  ): Promise<VerificationPayload> {
    return submit(context, 'ACME_DESK', input);
  }
}
