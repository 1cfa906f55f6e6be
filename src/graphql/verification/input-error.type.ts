import { Field } from 'type-graphql';
import type { InputError, InputErrorCode } from '../../domain/input-check';
import { describedEnum } from '../described-enum';
import { OutputType } from '../output-type';

export const VerificationInputErrorCode = describedEnum<InputErrorCode>(
  'VerificationInputErrorCode',
  'Why an input field was refused.',
  {
    REQUIRED: 'It is missing or blank.',
    MALFORMED: 'It does not have the form that is asked for.',
    CHECK_DIGIT: 'The check digit of an ID number is wrong: most likely a typing error.',
    OUT_OF_RANGE: 'The number or time lies outside what is allowed.',
    TOO_LONG: 'It is longer than allowed.',
    NOT_ALLOWED: 'The value is well-formed, but not allowed here.',
    UNKNOWN_REFERENCE: "What it refers to does not exist, or is not the caller's to see.",
    WRONG_STATE: 'What it refers to is not in a state that allows this.',
    TOO_MANY_ATTEMPTS: 'Too many tries of a code or password for this target; wait before the next.',
    IDEMPOTENCY_KEY_REUSED: 'The same idempotencyKey came before with other input.',
  },
);
export type VerificationInputErrorCode = InputErrorCode;

@OutputType({ description: 'What is wrong with one field of an input.' })
export class VerificationInputError {
  constructor(private readonly error: InputError) {}

  @Field(() => [String], { description: 'Path of the offending field inside input, e.g. ["identityNo"].' })
  get path(): readonly string[] {
    return this.error.path;
  }

  @Field(() => VerificationInputErrorCode, { description: 'The reason, for programs.' })
  get code(): VerificationInputErrorCode {
    return this.error.code;
  }

  @Field(() => String, { description: 'What was expected, as a sentence. Never repeats the value.' })
  get message(): string {
    return this.error.message;
  }
}
