import { Field, ID, InputType } from 'type-graphql';
import type { CodeSending } from '../../service/verification/send-code';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { VerificationFailure } from '../verification/failure.type';
import { VerificationInputError } from '../verification/input-error.type';
import * as limits from '../verification/limits';

@InputType({ description: 'The number that an SMS code is sent to.' })
export class SendMobileCodeInput {
  @Field(() => String, { description: `The person's mobile number. ${limits.mobileNo}` })
  declare readonly mobileNo: string;
}

@InputType({ description: 'The conflict whose holder an SMS code is sent to.' })
export class SendMergeCodeInput {
  @Field(() => ID, { description: 'The verification whose status is CONFLICT.' })
  declare readonly verificationId: string;
}

@OutputType({
  description:
    'One of the three: nextAllowedAt if a code was sent, failure if ucenter was asked and sent none, inputErrors if ucenter was not asked.',
})
export class SendCodePayload {
  constructor(private readonly sending: CodeSending) {}

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When another code may be asked for: a minute later, or when the window has room again (ATTEMPTS_PER_TARGET). Null when none was sent.',
  })
  get nextAllowedAt(): Date | null {
    return this.sending.kind === 'sent' ? this.sending.nextAllowedAt : null;
  }

  @Field(() => VerificationFailure, {
    nullable: true,
    description: 'Why ucenter sent none, when it was asked.',
  })
  get failure(): VerificationFailure | null {
    return this.sending.kind === 'failed' ? new VerificationFailure(this.sending.failure) : null;
  }

  @Field(() => [VerificationInputError], {
    description: 'Every fault of the input; empty when ucenter was asked.',
  })
  get inputErrors(): readonly VerificationInputError[] {
    const errors = this.sending.kind === 'refused' ? this.sending.errors : [];
    return errors.map((error) => new VerificationInputError(error));
  }
}
