import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../scalars';
import { VerificationMethod, VerificationProvider, VerificationStatus } from './enums';

// Input fields are `declare`d: type-graphql assigns them, and a field that did not come must not exist.

@InputType({
  description: 'Which verifications to list. Fields narrow each other; a list matches any of its values.',
})
export class VerificationFilter {
  @Field(() => ID, { nullable: true, description: 'Of this account only.' })
  declare readonly guid?: string | null;

  @Field(() => [VerificationProvider], { nullable: true, description: 'By these providers only.' })
  declare readonly provider?: readonly VerificationProvider[] | null;

  @Field(() => [VerificationMethod], { nullable: true, description: 'By these methods only.' })
  declare readonly method?: readonly VerificationMethod[] | null;

  @Field(() => [VerificationStatus], { nullable: true, description: 'In these states only.' })
  declare readonly status?: readonly VerificationStatus[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Created after this moment, itself excluded.' })
  declare readonly createdAfter?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Created before this moment, itself excluded.' })
  declare readonly createdBefore?: Date | null;
}

/** What every input that starts a verification has; not a type of the schema by itself. */
@InputType({ description: 'What every input that starts a verification has.' })
export abstract class StartVerificationInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "The account to verify; the caller's own where left out. Naming another needs the scope realname:write.",
  })
  declare readonly guid?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key from the same caller returns the first verification again.',
  })
  declare readonly idempotencyKey?: string | null;
}
