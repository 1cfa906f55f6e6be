import { Field } from 'type-graphql';
import type { Sources } from '../../domain/facts/facts';
import type * as domain from '../../domain/facts/match';
import { OutputType } from '../output-type';
import { MatchResult } from './enums';

@OutputType({ description: 'Yes and no about the person, for those who need not know more.' })
export class IdentityFacts {
  /** Attempts by `matches` are counted for `subject`. `sources` decrypts personal data when it is called. */
  constructor(
    readonly subject: string,
    readonly sources: () => Sources,
  ) {}
}

@OutputType({
  description: 'The result for each value that was given. NOT_KNOWN: not asked, or nothing to compare with.',
})
export class ClaimMatch {
  constructor(private readonly match: domain.ClaimMatch) {}

  @Field(() => MatchResult, { description: 'The name.' })
  get realName(): MatchResult {
    return this.match.realName;
  }

  @Field(() => MatchResult, { description: 'The number of the identity document.' })
  get identityNo(): MatchResult {
    return this.match.identityNo;
  }

  @Field(() => MatchResult, { description: 'The mobile number.' })
  get mobileNo(): MatchResult {
    return this.match.mobileNo;
  }
}
