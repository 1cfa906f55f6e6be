import { Field, ID, Int } from 'type-graphql';
import { maskMobileNo } from '../../domain/privacy/masking';
import type * as service from '../../service/verification/merge-preview';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { masked, unlessMasked } from '../shown';

@OutputType({ description: 'The consequences of a merge, before anything is sent.' })
export class MergePreview {
  /** `showsGuid` only for callers with realname:read: a name and a number must not lead to an account. */
  constructor(
    private readonly preview: service.MergePreview,
    private readonly showsGuid: boolean,
  ) {}

  @Field(() => String, {
    nullable: true,
    description: 'Masked number of the account that holds the identity, as ucenter shows it.',
  })
  get mobileNo(): string | null {
    return masked(this.preview.mobileNo, unlessMasked(maskMobileNo));
  }

  @Field(() => ID, {
    nullable: true,
    description:
      'The account that holds the identity. Null without the scope realname:read. At most 128 characters.',
  })
  get guid(): string | null {
    return this.showsGuid ? this.preview.guid : null;
  }

  @Field(() => Int, { description: 'Verifications of the other account that are known here. From 0.' })
  get verifications(): number {
    return this.preview.verifications;
  }

  @Field(() => DateTime, { description: 'Until when the merge can be confirmed.' })
  get expiresAt(): Date {
    return this.preview.expiresAt;
  }

  @Field(() => String, {
    description:
      'For previewDigest of mergeAccount: the merge that was shown is the one that is confirmed. At most 64 characters.',
  })
  get digest(): string {
    return this.preview.digest;
  }
}
