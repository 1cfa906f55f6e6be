import { Field } from 'type-graphql';
import { maskIdentityNo, maskMobileNo, maskName } from '../../domain/privacy/masking';
import type { Secret } from '../../domain/privacy/secret';
import type * as domain from '../../domain/verification/verification';
import { OutputType } from '../output-type';
import { masked } from '../shown';
import { IdentityCertType } from './enums';

@OutputType({
  description: 'Masked personal data: 张*, 1***************31, 138****1234.',
})
export class VerificationSubject {
  /** Undefined after the personal data was destroyed. */
  constructor(private readonly secret: Secret<domain.Subject> | undefined) {}

  @Field(() => String, {
    nullable: true,
    description: 'The name, masked: its first character stays (张*). Null when unknown.',
  })
  get realName(): string | null {
    return masked(this.secret?.reveal().realName, maskName);
  }

  @Field(() => IdentityCertType, {
    nullable: true,
    description: 'The kind of document identityNo belongs to; null when unknown.',
  })
  get certType(): IdentityCertType | null {
    return this.secret?.reveal().certType ?? null;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "The document's number, masked: its first and its last two characters stay. Null when unknown.",
  })
  get identityNo(): string | null {
    return masked(this.secret?.reveal().identityNo, maskIdentityNo);
  }

  @Field(() => String, {
    nullable: true,
    description: 'The mobile number, masked: its first three and last four digits stay. Null when unknown.',
  })
  get mobileNo(): string | null {
    return masked(this.secret?.reveal().mobileNo, maskMobileNo);
  }
}
