import { ArgsType, Field, Int } from 'type-graphql';
import { VerificationOrder } from './enums';
import { VerificationFilter } from './inputs';

/** The arguments of every list of verifications. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: 'Page size, 1 to 100.' })
  declare readonly first: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those after this cursor: PageInfo.endCursor of the page before.',
  })
  declare readonly after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Pages backwards: the number of items from the end, 1 to 100, in the order of the list. first is ignored then.',
  })
  declare readonly last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those before this cursor: PageInfo.startCursor of the page after.',
  })
  declare readonly before?: string | null;

  @Field(() => VerificationOrder, {
    nullable: true,
    defaultValue: 'CREATED_DESC',
    description: 'The order of the list; newest first by default.',
  })
  declare readonly orderBy: VerificationOrder | null;

  @Field(() => VerificationFilter, { nullable: true, description: 'Only verifications that match.' })
  declare readonly filter?: VerificationFilter | null;
}
