import { Field } from 'type-graphql';
import type { ConsentAnswer } from '../../service/consents/answer';
import { OutputType } from '../output-type';
import { VerificationInputError } from '../verification/input-error.type';
import { Consent } from './consent.type';

@OutputType({ description: 'The outcome of a request about a consent.' })
export class ConsentPayload {
  @Field(() => Consent, {
    nullable: true,
    description: 'The consent; null when the request was not accepted.',
  })
  readonly consent: Consent | null;

  @Field(() => [VerificationInputError], {
    description: 'Every fault of the input; empty when the request was accepted.',
  })
  readonly inputErrors: readonly VerificationInputError[];

  constructor(answer: ConsentAnswer) {
    this.consent = answer.accepted ? new Consent(answer.consent) : null;
    this.inputErrors = answer.accepted ? [] : answer.errors.map((error) => new VerificationInputError(error));
  }
}
