import { Field, ObjectType } from 'type-graphql';
import type { Method } from '../../providers/provider';
import { VerificationMethod, VerificationProvider } from './enums';

@ObjectType({ description: 'A method this deployment knows.' })
export class VerificationMethodInfo {
  constructor(
    private readonly providerName: string,
    private readonly info: Pick<Method, 'name' | 'mutation' | 'deferred' | 'description'>,
    private readonly isEnabled: boolean,
  ) {}

  @Field(() => VerificationMethod, { description: 'The method.' })
  get method(): VerificationMethod {
    return this.info.name;
  }

  @Field(() => VerificationProvider, { description: 'The provider that carries it out.' })
  get provider(): VerificationProvider {
    return this.providerName;
  }

  @Field(() => Boolean, { description: 'True when this deployment offers it: its provider is configured.' })
  get enabled(): boolean {
    return this.isEnabled;
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
