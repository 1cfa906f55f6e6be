import { Field } from 'type-graphql';
import type { InputError } from '../../domain/input/input-check';
import type * as domain from '../../domain/verification/verification';
import { OutputType } from '../output-type';
import { VerificationInputError } from './input-error.type';
import { Verification } from './verification.type';

@OutputType({
  description: `Every accepted request is recorded and comes back as a Verification, whatever its outcome.
inputErrors is non-empty, and verification null, when the request was not accepted and nothing was sent.`,
})
export class VerificationPayload {
  @Field(() => Verification, {
    nullable: true,
    description: 'The recorded verification; null when the request was not accepted.',
  })
  readonly verification: Verification | null;

  @Field(() => [VerificationInputError], {
    description: 'Every fault of the input; empty when the request was accepted.',
  })
  readonly inputErrors: readonly VerificationInputError[];

  private constructor(record: domain.Verification | null, errors: readonly InputError[]) {
    this.verification = record && new Verification(record);
    this.inputErrors = errors.map((error) => new VerificationInputError(error));
  }

  static accepted(record: domain.Verification): VerificationPayload {
    return new VerificationPayload(record, []);
  }

  static refused(errors: readonly InputError[]): VerificationPayload {
    return new VerificationPayload(null, errors);
  }
}
