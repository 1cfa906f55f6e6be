import { Field } from 'type-graphql';
import { maskMobileNo } from '../../domain/privacy/masking';
import type { Secret } from '../../domain/privacy/secret';
import type * as domain from '../../domain/verification/verification';
import { OutputType } from '../output-type';
import { masked, unlessMasked } from '../shown';

@OutputType({
  description: 'The account that already holds the identity (ucenter 409 and 410).',
})
export class IdentityConflict {
  /**
   * `holder` is undefined after the personal data was destroyed. `replayable` is false once the request that met 409
   * is no longer stored: a merge repeats that request.
   */
  constructor(
    readonly holder: Secret<domain.IdentityHolder> | undefined,
    private readonly replayable: boolean,
  ) {}

  @Field(() => String, {
    nullable: true,
    description: 'Masked number of the account that holds the identity (180******11); null when it has none.',
  })
  get mobileNo(): string | null {
    return masked(this.holder?.reveal().mobileNo, unlessMasked(maskMobileNo));
  }

  @Field(() => Boolean, {
    description:
      'True when mergeAccount can settle it. It can for one hour; after that, start a new verification.',
  })
  get mergeable(): boolean {
    return this.replayable && (this.holder?.reveal().mergeable ?? false);
  }
}
