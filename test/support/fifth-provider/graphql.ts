import { Arg, Ctx, Directive, Field, InputType, Mutation, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../../src/graphql/context';
import {
  VerificationMethod,
  VerificationProvider,
  verificationMethodValues,
  verificationProviderValues,
} from '../../../src/graphql/verification/enums';
import { StartVerificationInput } from '../../../src/graphql/verification/inputs';
import { VerificationPayload } from '../../../src/graphql/verification/payload.type';
import { submit } from '../../../src/graphql/verification/submit';

/** Adds ACME's names to the enums. Before the schema is built. */
export function nameAcme(): void {
  VerificationProvider['ACME'] = 'ACME';
  verificationProviderValues['ACME'] = { description: 'ACME, who gives out badges.' };
  VerificationMethod['ACME_CODE'] = 'ACME_CODE';
  verificationMethodValues['ACME_CODE'] = { description: 'ACME: the code on a badge.' };
}

@InputType({ description: 'Asks ACME whether a badge and a code belong together (ACME_CODE).' })
export class VerifyByAcmeInput extends StartVerificationInput {
  @Field(() => String, { description: 'Number of the badge.' })
  declare readonly badge: string;

  @Field(() => String, { description: 'The code on it.' })
  declare readonly code: string;
}

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
}
