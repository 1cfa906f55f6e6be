import { Field, Int } from 'type-graphql';
import type { StoredEvent } from '../../domain/verification/event';
import type * as domain from '../../domain/verification/verification';
import { AssuranceLevel } from '../assurance/enums';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { encodeEventCursor } from './cursor';
import { SecondInspectionResult, VerificationEventCause, VerificationStatus } from './enums';

@OutputType({ description: 'One recorded change of a verification.' })
export class VerificationEvent {
  /** `shown` is the verification whose history this event belongs to: a caller who sees it may see it from here too. */
  constructor(
    readonly event: StoredEvent,
    readonly shown?: domain.Verification,
  ) {}

  @Field(() => Int, { description: "The verification's version that this change made. The first is 1." })
  get version(): number {
    return this.event.version;
  }

  @Field(() => VerificationStatus, { description: 'The status after this change.' })
  get status(): VerificationStatus {
    return this.event.status;
  }

  @Field(() => VerificationStatus, {
    nullable: true,
    description: 'The status before this event; null for the first.',
  })
  get previousStatus(): VerificationStatus | null {
    return this.event.previousStatus;
  }

  @Field(() => AssuranceLevel, {
    description: 'The level as it stood right after this event, by the policy of that time.',
  })
  get assuranceLevel(): AssuranceLevel {
    return this.event.assuranceLevel;
  }

  @Field(() => SecondInspectionResult, {
    nullable: true,
    description: 'The second inspection as it stood after this change; null when there was none.',
  })
  get secondInspection(): SecondInspectionResult | null {
    return this.event.secondInspection;
  }

  @Field(() => VerificationEventCause, { description: 'The cause of the change.' })
  get cause(): VerificationEventCause {
    return this.event.cause;
  }

  @Field(() => DateTime, { description: "The provider's time where it gave one, otherwise recordedAt." })
  get occurredAt(): Date {
    return this.event.occurredAt;
  }

  @Field(() => DateTime, { description: 'When the change was recorded here.' })
  get recordedAt(): Date {
    return this.event.recordedAt;
  }

  @Field(() => String, {
    description:
      "This event's place in its account's stream; pass the last one seen to userVerificationUpdated. Opaque.",
  })
  get cursor(): string {
    return encodeEventCursor(this.event.sequence);
  }
}
