import { Field, ID, InputType } from 'type-graphql';
import { StaffDecisionKind } from './staff-decision.type';

@InputType({ description: 'What staff found out where the provider could not decide.' })
export class ResolveVerificationInput {
  @Field(() => ID, {
    description: 'The verification: undecided, in CONFLICT or BLOCKED, and not of the own account.',
  })
  declare readonly verificationId: string;

  @Field(() => StaffDecisionKind, { description: 'The decision.' })
  declare readonly decision: StaffDecisionKind;

  @Field(() => String, {
    description:
      'What it rests on, 10 to 500 characters. Sealed, and shown to the scope realname:review alone.',
  })
  declare readonly reason: string;
}
