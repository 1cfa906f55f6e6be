import { Field, ID } from 'type-graphql';
import type { Reveal } from '../../storage/reveals/contract';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';

@OutputType({
  description:
    "One time that somebody was shown a verification's personal data in plain text. It is recorded before the data is shown.",
})
export class PersonalInfoReveal {
  constructor(private readonly reveal: Reveal) {}

  @Field(() => ID, { description: 'The account that was shown the data. 1 to 128 characters.' })
  get callerGuid(): string {
    return this.reveal.caller;
  }

  @Field(() => String, {
    description: 'The purpose that the caller gave, with personal data masked. At most 500 characters.',
  })
  get purpose(): string {
    return this.reveal.purpose;
  }

  @Field(() => DateTime, {
    description: 'The moment of the record, which was written before anything was shown.',
  })
  get revealedAt(): Date {
    return this.reveal.at;
  }
}
