import { Field } from 'type-graphql';
import { type AssurancePolicy, evidenceOf } from '../../domain/assurance/policy';
import { ownMutation } from '../../domain/routing/decision';
import type { OfferedMethod } from '../../service/catalog';
import { AssuranceLevel } from '../assurance/enums';
import { OutputType } from '../output-type';
import { VerificationMethod, VerificationProvider } from './enums';

@OutputType({ description: 'A method that this deployment knows.' })
export class VerificationMethodInfo {
  constructor(
    readonly info: OfferedMethod,
    private readonly policy: AssurancePolicy,
  ) {}

  @Field(() => VerificationMethod, { description: 'The method.' })
  get method(): VerificationMethod {
    return this.info.name;
  }

  @Field(() => VerificationProvider, { description: 'The provider that carries it out.' })
  get provider(): VerificationProvider {
    return this.info.provider;
  }

  @Field(() => Boolean, { description: 'True when this deployment offers it: its provider is configured.' })
  get enabled(): boolean {
    return this.info.enabled;
  }

  @Field(() => Boolean, {
    description:
      'False while the circuit breaker for its provider is open: the mutation fails at once, and may succeed later.',
  })
  get available(): boolean {
    return this.info.available;
  }

  @Field(() => String, { description: 'Name of the mutation that starts it.' })
  get mutation(): string {
    return this.info.mutation;
  }

  @Field(() => Boolean, {
    description: "True when the verdict comes later, by callback or after the person's return.",
  })
  get deferred(): boolean {
    return this.info.deferred;
  }

  @Field(() => [String], {
    description:
      'The fields of IdentityEvidenceInput that it needs in verifyIdentity; ownMutation if only its own mutation can start it.',
  })
  get requires(): readonly string[] {
    return this.info.evidence?.needs ?? [ownMutation];
  }

  @Field(() => AssuranceLevel, { description: "What an approval gives by the deployment's policy." })
  get assuranceLevel(): AssuranceLevel {
    return evidenceOf(this.policy, this.info.name).level;
  }

  @Field(() => Boolean, { description: "True when it looks at the person's face." })
  get usesFace(): boolean {
    const { binding } = evidenceOf(this.policy, this.info.name);
    return binding === 'FACE' || binding === 'LIVE_FACE';
  }
}
