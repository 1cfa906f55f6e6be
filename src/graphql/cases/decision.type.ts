import { Directive, Field, Int } from 'type-graphql';
import type * as domain from '../../domain/routing/decision';
import { AssuranceLevel } from '../assurance/enums';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { VerificationMethod } from '../verification/enums';
import { RoutingVerdict } from './enums';

@OutputType({ description: 'A method, as a decision judged it.' })
export class RoutingCandidate {
  constructor(readonly candidate: domain.RoutingCandidate) {}

  @Field(() => VerificationMethod, { description: 'The method.' })
  get method(): VerificationMethod {
    return this.candidate.method;
  }

  @Field(() => RoutingVerdict, { description: 'The first verdict that applies to it.' })
  get verdict(): RoutingVerdict {
    return this.candidate.verdict;
  }

  @Field(() => [String], {
    description:
      'The evidence fields that are missing, with the verdict MISSING_EVIDENCE. Fields of IdentityEvidenceInput, or ownMutation if only its own mutation can start it; otherwise empty.',
  })
  get missing(): readonly string[] {
    return this.candidate.missing;
  }

  @Field(() => AssuranceLevel, { description: 'What an approval would give.' })
  get expected(): AssuranceLevel {
    return this.candidate.expected;
  }

  @Field(() => Boolean, { description: "True when it looks at the person's face." })
  get usesFace(): boolean {
    return this.candidate.usesFace;
  }

  @Field(() => Boolean, { description: 'True when the verdict comes later.' })
  get deferred(): boolean {
    return this.candidate.deferred;
  }

  @Field(() => Int, {
    nullable: true,
    description: "The operator's price in the currency's smallest unit; null where none is set. From 0.",
  })
  get price(): number | null {
    return this.candidate.price;
  }
}

@OutputType({
  description: 'Why this way was chosen. The same policy, evidence and health give the same decision.',
})
export class RoutingDecision {
  constructor(private readonly decision: domain.RoutingDecision) {}

  @Field(() => String, {
    description: 'Name and version of the routing policy, e.g. campus/3. At most 129 characters.',
  })
  get policy(): string {
    return this.decision.policy;
  }

  @Field(() => DateTime, { description: 'When it was made.' })
  get decidedAt(): Date {
    return new Date(this.decision.decidedAt);
  }

  @Field(() => VerificationMethod, {
    nullable: true,
    description:
      'The method that was chosen; null when none can serve now, or the account has the level already.',
  })
  get chosen(): VerificationMethod | null {
    return this.decision.chosen;
  }

  @Field(() => VerificationMethod, {
    nullable: true,
    description:
      'The first other way without a face, wherever the chosen one uses a face; null when there is none.',
  })
  get withoutFace(): VerificationMethod | null {
    return this.decision.withoutFace;
  }

  @Directive('@listSize(assumedSize: 12)')
  @Field(() => [RoutingCandidate], {
    description: 'Every method, in the order in which they would be tried, those that cannot serve last.',
  })
  get candidates(): readonly RoutingCandidate[] {
    return this.decision.candidates.map((candidate) => new RoutingCandidate(candidate));
  }
}
