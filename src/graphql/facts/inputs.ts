import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The values to compare with the known ones. Leave out those that are not asked.' })
export class ClaimMatchInput {
  @Field(() => String, { nullable: true, description: "The person's name." })
  declare readonly realName?: string | null;

  @Field(() => String, { nullable: true, description: "The number of the person's identity document." })
  declare readonly identityNo?: string | null;

  @Field(() => String, { nullable: true, description: "The person's mobile number." })
  declare readonly mobileNo?: string | null;
}
