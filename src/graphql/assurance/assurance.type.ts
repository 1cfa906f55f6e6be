import { Field } from 'type-graphql';
import type * as domain from '../../domain/assurance/assurance';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { AssuranceLevel, AssuranceReasonCode, IdentityEvidence, PersonBinding, ResultChannel } from './enums';

@OutputType({ description: 'A rule that made, raised or lowered a level.' })
export class AssuranceReason {
  constructor(reason: domain.AssuranceReasonCode) {
    this.code = reason;
  }

  @Field(() => AssuranceReasonCode, { description: 'The rule, for programs.' })
  readonly code: AssuranceReasonCode;
}

@OutputType({ description: 'How sure an outcome makes us who the person is, and why.' })
export class Assurance {
  constructor(private readonly judged: domain.Assurance) {}

  @Field(() => AssuranceLevel, { description: 'The level that the other fields amount to. Gate on this.' })
  get level(): AssuranceLevel {
    return this.judged.level;
  }

  @Field(() => IdentityEvidence, { description: 'What is known of name and identity number.' })
  get identity(): IdentityEvidence {
    return this.judged.identity;
  }

  @Field(() => PersonBinding, { description: 'What ties the person at the screen to that identity.' })
  get binding(): PersonBinding {
    return this.judged.binding;
  }

  @Field(() => ResultChannel, { description: 'How the outcome reached us.' })
  get channel(): ResultChannel {
    return this.judged.channel;
  }

  @Field(() => [AssuranceReason], { description: 'Every rule that made, raised or lowered the level.' })
  get reasons(): readonly AssuranceReason[] {
    return this.judged.reasons.map((reason) => new AssuranceReason(reason));
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it lapses; null where it does not. Once it has lapsed, when it did.',
  })
  get validUntil(): Date | null {
    return this.judged.validUntil;
  }

  @Field(() => String, {
    description:
      'Name and version of the policy that judged, e.g. default/1 (ASSURANCE_POLICY). At most 129 characters.',
  })
  get policy(): string {
    return this.judged.policy;
  }
}
