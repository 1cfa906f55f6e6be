import { Field, ID } from 'type-graphql';
import { maskMobileNo } from '../../domain/masking';
import type { Secret } from '../../domain/secret';
import type * as domain from '../../domain/verification';
import { OutputType } from '../output-type';
import { masked } from '../shown';

@OutputType({
  description: 'The account that already holds an identity (ucenter 409 and 410).',
})
export class IdentityConflict {
  /**
   * `holder` is undefined when the personal data was destroyed. `replayable` is false once the request that met 409
   * is no longer kept: without it there is nothing to merge.
   */
  constructor(
    private readonly holder: Secret<domain.IdentityHolder> | undefined,
    private readonly replayable: boolean,
  ) {}

  @Field(() => String, {
    nullable: true,
    description: 'Masked number of the account that holds the identity (180******11); null when it has none.',
  })
  get mobileNo(): string | null {
    return masked(this.holder?.reveal().mobileNo, maskUnlessMasked);
  }

  @Field(() => ID, {
    nullable: true,
    description: 'The account that holds the identity (ucenter guid); null when the provider does not say.',
  })
  get guid(): string | null {
    return this.holder?.reveal().guid ?? null;
  }

  @Field(() => Boolean, {
    description: 'True when mergeAccount can settle it. It can for one hour; then start a new verification.',
  })
  get mergeable(): boolean {
    return this.replayable && (this.holder?.reveal().mergeable ?? false);
  }
}

/** ucenter masks the number itself, in its own way; masking it again would hide what the person may recognise. */
function maskUnlessMasked(mobileNo: string): string {
  return mobileNo.includes('*') ? mobileNo : maskMobileNo(mobileNo);
}
