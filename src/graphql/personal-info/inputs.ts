import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: "Asks for the plaintext of a verification's personal data." })
export class RevealPersonalInfoInput {
  @Field(() => ID, { description: 'The verification whose personal data is needed.' })
  declare readonly verificationId: string;

  @Field(() => String, { description: 'Why it is needed, 10 to 500 characters.' })
  declare readonly purpose: string;
}
