import { Field, InputType } from 'type-graphql';
import { StartVerificationInput } from '../verification/inputs';
import { identityNo, mobileNo, name } from '../verification/limits';

@InputType({
  description: 'Asks Yuxin whether a name, an ID number and a mobile number belong together (MOBILE_OWNER).',
})
export class VerifyMobileOwnerInput extends StartVerificationInput {
  @Field(() => String, { description: `The person's ID number (idCard, 身份证号码). ${identityNo}` })
  declare readonly idCard: string;

  @Field(() => String, { description: `The person's name (userName, 客户姓名). ${name}` })
  declare readonly userName: string;

  @Field(() => String, {
    description: `The person's mobile number (sent as loginphone, 手机号). ${mobileNo}`,
  })
  declare readonly mobileNo: string;
}
