import { Field } from 'type-graphql';
import type { Approval } from '../../service/personal-data/approve-reveal';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { VerificationInputError } from '../verification/input-error.type';

@OutputType({
  description:
    'The result of approveReveal: until when the approval counts, or the reasons why there is none.',
})
export class ApproveRevealPayload {
  @Field(() => DateTime, {
    nullable: true,
    description:
      'Until when the other caller can use the approval, once; null when the request was not accepted.',
  })
  readonly expiresAt: Date | null;

  @Field(() => [VerificationInputError], {
    description: 'Every fault of the input; empty when the request was accepted.',
  })
  readonly inputErrors: readonly VerificationInputError[];

  constructor(approval: Approval) {
    this.expiresAt = approval.accepted ? approval.expiresAt : null;
    const errors = approval.accepted ? [] : approval.errors;
    this.inputErrors = errors.map((error) => new VerificationInputError(error));
  }
}
