import { Field } from 'type-graphql';
import type { DestinationAnswer } from '../../service/destinations/manage';
import { OutputType } from '../output-type';
import { VerificationInputError } from '../verification/input-error.type';
import { EventDestination } from './destination.type';

@OutputType({ description: 'The outcome of a request about a destination.' })
export class EventDestinationPayload {
  @Field(() => EventDestination, {
    nullable: true,
    description: 'The destination, also one that was deleted; null when the request was not accepted.',
  })
  readonly destination: EventDestination | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret that signs, whsec_…; shown once: when it was made. 50 characters: whsec_ and 32 bytes in Base64.',
  })
  readonly signingSecret: string | null;

  @Field(() => [VerificationInputError], {
    description: 'Every fault of the input; empty when the request was accepted.',
  })
  readonly inputErrors: readonly VerificationInputError[];

  constructor(answer: DestinationAnswer) {
    this.destination = answer.accepted ? new EventDestination(answer.destination) : null;
    this.signingSecret = answer.accepted ? (answer.secret?.reveal() ?? null) : null;
    this.inputErrors = answer.accepted ? [] : answer.errors.map((error) => new VerificationInputError(error));
  }
}
