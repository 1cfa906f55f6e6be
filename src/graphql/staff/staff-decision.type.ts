import { Field, ID } from 'type-graphql';
import type * as domain from '../../domain/verification/verification';
import { describedEnum } from '../described-enum';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';

export const StaffDecisionKind = describedEnum<domain.StaffDecisionKind>(
  'StaffDecisionKind',
  'What staff decide.',
  {
    APPROVE: 'The person is who they claim: APPROVED, with the level LOW.',
    REJECT: 'The person is not: REJECTED, with the failure REVIEW_REJECTED.',
    CLOSE: 'Neither: CANCELED.',
  },
);
export type StaffDecisionKind = domain.StaffDecisionKind;

@OutputType({ description: 'What staff decided, when the provider could not.' })
export class StaffDecision {
  constructor(
    private readonly made: domain.StaffDecision,
    private readonly personal: domain.PersonalData,
  ) {}

  @Field(() => StaffDecisionKind, { description: 'The decision.' })
  get decision(): StaffDecisionKind {
    return this.made.decision;
  }

  @Field(() => String, {
    description:
      'The reason, in their words. Empty once the personal data was destroyed. At most 500 characters.',
  })
  get reason(): string {
    return this.personal.staffReason?.reveal() ?? '';
  }

  @Field(() => ID, { description: 'The account of the member of staff. 1 to 128 characters.' })
  get callerGuid(): string {
    return this.made.callerGuid;
  }

  @Field(() => DateTime, { description: 'When they decided.' })
  get decidedAt(): Date {
    return this.made.decidedAt;
  }
}
