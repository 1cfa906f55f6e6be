import { Field, InputType, Int } from 'type-graphql';
import { StartVerificationInput } from '../verification/inputs';
import { mobileNo } from '../verification/limits';

@InputType({ description: "Starts a verification on OneNET's page (ONENET_PAGE)." })
export class StartOneNetVerificationInput extends StartVerificationInput {
  @Field(() => Int, { description: "The person's uid on the OneNET platform (user_id), from 1." })
  declare readonly userId: number;

  @Field(() => String, {
    description: `Mobile number of the person to verify (phone); OneNET pushes it back. ${mobileNo}`,
  })
  declare readonly phone: string;
}
