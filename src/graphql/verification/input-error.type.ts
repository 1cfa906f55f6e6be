import { Field } from 'type-graphql';
import type { InputError, InputErrorCode } from '../../domain/input/input-check';
import { describedEnum } from '../described-enum';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';

export const VerificationInputErrorCode = describedEnum<InputErrorCode>(
  'VerificationInputErrorCode',
  'The reason why an input field was refused.',
  {
    REQUIRED: 'It is missing or blank.',
    MALFORMED: 'Its form is wrong: message says which form was expected.',
    CHECK_DIGIT: 'The check digit of an ID number is wrong: most likely a typing error.',
    OUT_OF_RANGE: 'The number or time lies outside what is allowed.',
    TOO_LONG: 'It is longer than allowed.',
    NOT_ALLOWED: 'The value is well-formed, but not allowed here.',
    UNKNOWN_REFERENCE: "It refers to something that does not exist or is not the caller's to see.",
    WRONG_STATE: 'It refers to a verification whose status does not allow this.',
    TOO_MANY_ATTEMPTS:
      'Too many attempts at a code or password, too many starts, or a refresh too soon: retryAt says when to try again.',
    IDEMPOTENCY_KEY_REUSED: 'The same idempotencyKey was used before with other input.',
    CONSENT_REQUIRED: 'A consent that the law or the purpose asks for is not there: message names its kind.',
  },
);
export type VerificationInputErrorCode = InputErrorCode;

@OutputType({ description: 'A fault of one field of an input.' })
export class VerificationInputError {
  constructor(readonly error: InputError) {}

  @Field(() => [String], { description: 'Path of the offending field inside input, e.g. ["identityNo"].' })
  get path(): readonly string[] {
    return this.error.path;
  }

  @Field(() => VerificationInputErrorCode, { description: 'The reason, for programs.' })
  get code(): VerificationInputErrorCode {
    return this.error.code;
  }

  @Field(() => DateTime, { nullable: true, description: 'For TOO_MANY_ATTEMPTS: when to try again.' })
  get retryAt(): Date | null {
    return this.error.retryAt ?? null;
  }
}
