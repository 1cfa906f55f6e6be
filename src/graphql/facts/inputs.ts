import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The values to compare with the known ones. Leave out those that are not asked.' })
export class ClaimMatchInput {
  @Field(() => String, {
    nullable: true,
    description: "The person's name, of any length; folded like the names of inputs.",
  })
  declare readonly realName?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The number of the person's identity document, of any length; folded like the numbers of inputs.",
  })
  declare readonly identityNo?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The person's mobile number, of any length, with or without +86.",
  })
  declare readonly mobileNo?: string | null;
}
