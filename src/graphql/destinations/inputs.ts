import { Field, ID, InputType } from 'type-graphql';
import { VerificationEventFilter } from '../feed/inputs';

@InputType({ description: 'A new destination of events.' })
export class CreateEventDestinationInput {
  @Field(() => String, {
    description:
      'https, or http to a loopback address in dev; at most 2,000 characters, without user name and password. NOT_ALLOWED if its host is or resolves to a private, loopback, link-local or metadata address, unless its origin is on WEBHOOK_ALLOWLIST.',
  })
  declare readonly url: string;

  @Field(() => String, { nullable: true, description: 'For people: what it is, at most 500 characters.' })
  declare readonly description?: string | null;

  @Field(() => VerificationEventFilter, {
    nullable: true,
    description: 'Only events that match; every event by default.',
  })
  declare readonly filter?: VerificationEventFilter | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Begin after this feedCursor; left out: with the next event. UNKNOWN_REFERENCE if it was never given.',
  })
  declare readonly after?: string | null;
}

@InputType({ description: 'Changes of a destination; fields that are left out stay as they are.' })
export class UpdateEventDestinationInput {
  @Field(() => ID, { description: 'The destination (EventDestination.id).' })
  declare readonly id: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: nothing is sent, and events wait. False: whatever waits is tried at once, whatever its state.',
  })
  declare readonly paused?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'For people: what it is, at most 500 characters; null removes it.',
  })
  declare readonly description?: string | null;

  @Field(() => VerificationEventFilter, {
    nullable: true,
    description: 'Only events that match, from those on that were not read yet; null: every event.',
  })
  declare readonly filter?: VerificationEventFilter | null;
}
