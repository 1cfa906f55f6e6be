import { Field } from 'type-graphql';
import type { OfferedMethod } from '../../service/catalog';
import { OutputType } from '../output-type';
import { VerificationMethod, VerificationProvider } from './enums';

@OutputType({ description: 'A method this deployment knows.' })
export class VerificationMethodInfo {
  constructor(private readonly info: OfferedMethod) {}

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
      'False while its provider is so silent that nothing is sent to it: the mutation fails at once, and may be tried again later.',
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

  @Field(() => String, { description: 'What it needs and what it yields.' })
  get description(): string {
    return this.info.description;
  }
}
