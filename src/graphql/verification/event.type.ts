import { Field, Int } from 'type-graphql';
import { maskFreeText } from '../../domain/masking';
import type * as domain from '../../domain/verification';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { masked } from '../shown';
import { encodeEventCursor } from './cursor';
import { SecondInspectionResult, VerificationEventCause, VerificationStatus } from './enums';

@OutputType({ description: 'One recorded change of a verification.' })
export class VerificationEvent {
  /** `shown` is the verification whose history this is from: whoever was shown it may see it from here too. */
  constructor(
    readonly event: domain.StoredEvent,
    readonly shown?: domain.Verification,
  ) {}

  @Field(() => Int, { description: "The verification's version that this change made." })
  get version(): number {
    return this.event.version;
  }

  @Field(() => VerificationStatus, { description: 'The status after this change.' })
  get status(): VerificationStatus {
    return this.event.status;
  }

  @Field(() => SecondInspectionResult, {
    nullable: true,
    description: 'The second inspection as it stood after this change; null when there was none.',
  })
  get secondInspection(): SecondInspectionResult | null {
    return this.event.secondInspection;
  }

  @Field(() => VerificationEventCause, { description: 'What made the change.' })
  get cause(): VerificationEventCause {
    return this.event.cause;
  }

  // Written without personal data; a new adapter may forget.
  @Field(() => String, {
    nullable: true,
    description: 'One line about the change, without personal data; null when there is nothing to say.',
  })
  get message(): string | null {
    return masked(this.event.message, maskFreeText);
  }

  @Field(() => DateTime, { description: "The provider's time where it gave one, else recordedAt." })
  get occurredAt(): Date {
    return this.event.occurredAt;
  }

  @Field(() => DateTime, { description: 'When the change was recorded here.' })
  get recordedAt(): Date {
    return this.event.recordedAt;
  }

  @Field(() => String, {
    description:
      "This event's place in its account's stream; pass the last one seen to userVerificationUpdated.",
  })
  get cursor(): string {
    return encodeEventCursor(this.event.sequence);
  }
}
