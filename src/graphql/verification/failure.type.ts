import { Field } from 'type-graphql';
import { maskFreeText } from '../../domain/privacy/masking';
import type * as domain from '../../domain/verification/verification';
import { OutputType } from '../output-type';
import { masked } from '../shown';
import { VerificationFailureCode } from './enums';

@OutputType({ description: 'The reason why a verification did not succeed.' })
export class VerificationFailure {
  constructor(readonly failure: domain.Failure) {}

  @Field(() => VerificationFailureCode, { description: 'The reason, for programs.' })
  get code(): VerificationFailureCode {
    return this.failure.code;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "The provider's own code and words, for support. Null when it gave no code. At most 32 characters.",
  })
  get providerCode(): string | null {
    return this.failure.providerCode;
  }

  // Adapters mask it before it is stored; a new adapter may forget.
  @Field(() => String, {
    nullable: true,
    description:
      "The provider's own words, with identity and phone numbers inside them masked. Null when it gave none. At most 500 characters.",
  })
  get providerMessage(): string | null {
    return masked(this.failure.providerMessage, maskFreeText);
  }

  @Field(() => Boolean, { description: 'True when the same request may succeed later.' })
  get retryable(): boolean {
    return this.failure.retryable;
  }
}
