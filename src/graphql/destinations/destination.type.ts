import { Field, ID, Int } from 'type-graphql';
import * as domain from '../../domain/destinations/destination';
import type { Destination } from '../../storage/destinations/contract';
import { describedEnum } from '../described-enum';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';

export const EventDestinationStatus = describedEnum<domain.DestinationStatus>(
  'EventDestinationStatus',
  'Whether events are delivered to a destination.',
  {
    ACTIVE: 'Events are delivered. One event alone may be refused all the same: see lastFailure.',
    PAUSED: 'Nothing is sent; events wait. It was paused by a mutation or by an answer 410.',
    FAILING:
      "An event's schedule of attempts is spent, and nothing has been delivered since its first try. It goes on being tried, once an hour by default.",
  },
);
export type EventDestinationStatus = domain.DestinationStatus;

@OutputType({ description: 'The last time that a destination did not take an event.' })
export class EventDeliveryFailure {
  constructor(private readonly failure: domain.DeliveryFailure) {}

  @Field(() => DateTime, { description: 'When.' })
  get at(): Date {
    return this.failure.at;
  }

  @Field(() => Int, {
    nullable: true,
    description: 'The HTTP status of the answer; null if there was none. 100 to 599.',
  })
  get httpStatus(): number | null {
    return this.failure.httpStatus;
  }

  @Field(() => String, {
    description: 'The fault in our words, in English. The answer itself is not kept.',
  })
  get message(): string {
    return this.failure.message;
  }

  @Field(() => Int, { description: 'How often the event had been tried by then. From 1.' })
  get attempts(): number {
    return this.failure.attempts;
  }

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the event is tried again; null if it was delivered since, or waits for the destination to be resumed.',
  })
  get nextAttemptAt(): Date | null {
    return this.failure.nextAttemptAt;
  }
}

@OutputType({
  description:
    'A URL to which events are sent by signed HTTP requests (Standard Webhooks, CloudEvents). At least once, and in order within a verification.',
})
export class EventDestination {
  constructor(readonly destination: Destination) {}

  @Field(() => ID, { description: 'The destination. A UUIDv7.' })
  get id(): string {
    return this.destination.id;
  }

  @Field(() => String, {
    description: 'The address of the requests. Cannot be changed. At most 2,000 characters.',
  })
  get url(): string {
    return this.destination.url;
  }

  @Field(() => String, { nullable: true, description: 'For people: what it is. At most 500 characters.' })
  get description(): string | null {
    return this.destination.description;
  }

  @Field(() => EventDestinationStatus, { description: 'Whether events are delivered.' })
  get status(): EventDestinationStatus {
    return domain.statusOf(this.destination);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it took an event the last time; null if it never did.',
  })
  get lastSuccessAt(): Date | null {
    return this.destination.lastSuccessAt;
  }

  @Field(() => EventDeliveryFailure, {
    nullable: true,
    description: 'The last time that it did not take an event; null if it always did.',
  })
  get lastFailure(): EventDeliveryFailure | null {
    return this.destination.lastFailure && new EventDeliveryFailure(this.destination.lastFailure);
  }

  @Field(() => DateTime, { description: 'When it was made.' })
  get createdAt(): Date {
    return this.destination.createdAt;
  }
}
