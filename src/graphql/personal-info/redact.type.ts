import { Field, Int } from 'type-graphql';
import type { InputError } from '../../domain/input/input-check';
import { OutputType } from '../output-type';
import { VerificationInputError } from '../verification/input-error.type';

@OutputType({
  description:
    'The result of redactUser: the number of verifications it redacted, or the reasons why it did nothing.',
})
export class RedactUserPayload {
  @Field(() => Int, {
    description: 'The number of verifications whose personal data this call destroyed. From 0.',
  })
  readonly redacted: number;

  @Field(() => [VerificationInputError], {
    description: 'Every fault of the input; empty when the request was accepted.',
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
