import { Field } from 'type-graphql';
import { maskIdentityNo, maskMobileNo, maskName } from '../../domain/masking';
import type { Secret } from '../../domain/secret';
import type * as domain from '../../domain/verification';
import { OutputType } from '../output-type';
import { masked } from '../shown';
import { IdentityCertType } from './enums';

@OutputType({
  description: 'Masked personal data: 张*, 1***************31, 138****1234.',
})
export class VerificationSubject {
  /** Undefined when the personal data was destroyed. */
  constructor(private readonly secret: Secret<domain.Subject> | undefined) {}

  @Field(() => String, { nullable: true, description: 'First character of the name; null when unknown.' })
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
    description: "First character and last two of the document's number; null when unknown.",
  })
  get identityNo(): string | null {
    return masked(this.secret?.reveal().identityNo, maskIdentityNo);
  }

  @Field(() => String, {
    nullable: true,
    description: 'First three and last four digits of the mobile number; null when unknown.',
  })
  get mobileNo(): string | null {
    return masked(this.secret?.reveal().mobileNo, maskMobileNo);
  }
}
