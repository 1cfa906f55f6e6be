import { Field, Int } from 'type-graphql';
import type { InputError } from '../../domain/input-check';
import { OutputType } from '../output-type';
import { VerificationInputError } from '../verification/input-error.type';

@OutputType({ description: 'What redactUser destroyed, or why it did nothing.' })
export class RedactUserPayload {
  @Field(() => Int, { description: 'How many verifications lost their personal data in this call.' })
  readonly redacted: number;

  @Field(() => [VerificationInputError], {
    description: 'All that is wrong with the input; empty when accepted.',
  })
  readonly inputErrors: readonly VerificationInputError[];

  private constructor(redacted: number, errors: readonly InputError[]) {
    this.redacted = redacted;
    this.inputErrors = errors.map((error) => new VerificationInputError(error));
  }

  static accepted(redacted: number): RedactUserPayload {
    return new RedactUserPayload(redacted, []);
  }

  static refused(errors: readonly InputError[]): RedactUserPayload {
    return new RedactUserPayload(0, errors);
  }
}
