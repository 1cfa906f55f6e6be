import { Field, ID } from 'type-graphql';
import type { Reveal } from '../../storage/store';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';

@OutputType({
  description: "One time that somebody was shown a verification's personal data in plain text.",
})
export class PersonalInfoReveal {
  constructor(private readonly reveal: Reveal) {}

  @Field(() => ID, { description: 'Account of who was shown it.' })
  get callerGuid(): string {
    return this.reveal.caller;
  }

  @Field(() => String, { description: 'Why, as they said.' })
  get purpose(): string {
    return this.reveal.purpose;
  }

  @Field(() => DateTime, { description: 'When; recorded before anything was shown.' })
  get revealedAt(): Date {
    return this.reveal.at;
  }
}
