import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: "Asks for the plaintext of a verification's personal data." })
export class RevealPersonalInfoInput {
  @Field(() => ID, { description: 'The verification whose personal data is needed.' })
  declare readonly verificationId: string;

  @Field(() => String, {
    description:
      'Why it is needed, 10 to 500 characters. If the deployment lists its purposes (REVEAL_PURPOSES), one of them, or one of them with a colon and details.',
  })
  declare readonly purpose: string;
}

@InputType({ description: "Lets another caller reveal a verification's personal data, once." })
export class ApproveRevealInput {
  @Field(() => ID, { description: 'The verification whose personal data may be shown.' })
  declare readonly verificationId: string;

  @Field(() => ID, { description: 'The account that may be shown it: another one than the own.' })
  declare readonly callerGuid: string;

  @Field(() => String, {
    description:
      'The purpose for which it may be shown, 10 to 500 characters: the one that the other caller gives.',
  })
  declare readonly purpose: string;
}
