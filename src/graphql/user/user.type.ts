import { Directive, Field, ID } from 'type-graphql';
import { OutputType } from '../output-type';

/** Only the key: every other field is resolved from the account's verifications. */
@Directive('@key(fields: "guid")')
@OutputType({
  description: "A person's account in the user centre. Other subgraphs own the rest of it.",
})
export class User {
  @Field(() => ID, {
    description:
      "The account's unique id in the user centre (ucenter guid, 用户全局唯一id). 1 to 128 characters.",
  })
  readonly guid: string;

  constructor(guid: string) {
    this.guid = guid;
  }
}
