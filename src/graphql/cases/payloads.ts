import { Field } from 'type-graphql';
import type { Checked, InputError } from '../../domain/input/input-check';
import type * as domain from '../../domain/routing/decision';
import type { CaseAnswer } from '../../service/cases/case-answer';
import { OutputType } from '../output-type';
import { VerificationInputError } from '../verification/input-error.type';
import { IdentityCase } from './case.type';
import { RoutingDecision } from './decision.type';

@OutputType({
  description: 'identityCase is null exactly when inputErrors is not empty, and nothing was sent.',
})
export class VerifyIdentityPayload {
  @Field(() => IdentityCase, {
    nullable: true,
    description: 'The recorded case; null when the request was not accepted.',
  })
  readonly identityCase: IdentityCase | null;

  @Field(() => [VerificationInputError], {
    description: 'Every fault of the input; empty when the request was accepted.',
  })
  readonly inputErrors: readonly VerificationInputError[];

  constructor(answer: CaseAnswer) {
    this.identityCase = answer.accepted ? new IdentityCase(answer.identityCase) : null;
    this.inputErrors = answer.accepted ? [] : shown(answer.errors);
  }
}

@OutputType({ description: 'The decision that verifyIdentity would make.' })
export class PlanIdentityVerificationPayload {
  @Field(() => RoutingDecision, {
    nullable: true,
    description: 'The decision; null when the input is wrong.',
  })
  readonly decision: RoutingDecision | null;

  @Field(() => [VerificationInputError], { description: 'Every fault of the input.' })
  readonly inputErrors: readonly VerificationInputError[];

  constructor(plan: Checked<domain.RoutingDecision>) {
    this.decision = plan.ok ? new RoutingDecision(plan.value) : null;
    this.inputErrors = plan.ok ? [] : shown(plan.errors);
  }
}

function shown(errors: readonly InputError[]): readonly VerificationInputError[] {
  return errors.map((error) => new VerificationInputError(error));
}
