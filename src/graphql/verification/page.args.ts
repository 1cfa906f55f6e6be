import { ArgsType, Field, Int } from 'type-graphql';
import { VerificationFilter } from './inputs';

/** The arguments of every list of verifications. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: 'How many at most, 1 to 100.' })
  declare readonly first: number | null;

  @Field(() => String, { nullable: true, description: 'Only those behind this cursor.' })
  declare readonly after?: string | null;

  @Field(() => VerificationFilter, { nullable: true, description: 'Only those that match.' })
  declare readonly filter?: VerificationFilter | null;
}
