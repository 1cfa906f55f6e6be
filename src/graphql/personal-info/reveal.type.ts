import { Field } from 'type-graphql';
import type { InputError } from '../../domain/input/input-check';
import type * as domain from '../../domain/verification/verification';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { dateOf } from '../shown';
import { IdentityCertType } from '../verification/enums';
import { VerificationInputError } from '../verification/input-error.type';

@OutputType({
  description: 'Plaintext of what is known of a relative. A field is null when it is not known.',
})
export class RevealedRelative {
  constructor(private readonly relative: domain.RelativeInfo) {}

  @Field(() => String, {
    nullable: true,
    description: 'Student or staff number, or campus-card number (ucenter outid). In full, not masked.',
  })
  get outid(): string | null {
    return this.relative.outid;
  }

  @Field(() => String, { nullable: true, description: "The relative's name. In full, not masked." })
  get realName(): string | null {
    return this.relative.realName;
  }

  @Field(() => String, { nullable: true, description: "The relative's ID number. In full, not masked." })
  get identityNo(): string | null {
    return this.relative.identityNo;
  }

  @Field(() => String, { nullable: true, description: "The relative's mobile number. In full, not masked." })
  get mobileNo(): string | null {
    return this.relative.mobileNo;
  }
}

/** The claimed or confirmed subject comes first; OneNET's push fills the gaps. */
@OutputType({
  description:
    "Plaintext of a verification's personal data. A field is null when it is not known or was destroyed.",
})
export class RevealedPersonalInfo {
  constructor(private readonly personal: domain.PersonalData) {}

  @Field(() => String, { nullable: true, description: "The person's name. In full, not masked." })
  get realName(): string | null {
    return this.#subject?.realName ?? this.#audit?.custName ?? null;
  }

  @Field(() => IdentityCertType, {
    nullable: true,
    description: 'The kind of document identityNo belongs to.',
  })
  get certType(): IdentityCertType | null {
    return this.#subject?.certType ?? null;
  }

  @Field(() => String, {
    nullable: true,
    description: "The identity document's number. In full, not masked.",
  })
  get identityNo(): string | null {
    return this.#subject?.identityNo ?? this.#audit?.custCertNo ?? null;
  }

  @Field(() => String, { nullable: true, description: "The person's mobile number. In full, not masked." })
  get mobileNo(): string | null {
    return this.#subject?.mobileNo ?? this.#audit?.phone ?? null;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "The person's full address (OneNET custCertAddr, 家庭住址). In full, not masked; of any length.",
  })
  get address(): string | null {
    return this.#audit?.custCertAddr ?? null;
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'The birthday as OneNET gives it, a moment: the day begins at midnight in China (UTC+8).',
  })
  get birthday(): Date | null {
    return dateOf(this.#audit?.birthday);
  }

  @Field(() => [RevealedRelative], { description: "The person's relatives; empty when none are known." })
  get relatives(): readonly RevealedRelative[] {
    const relatives = this.personal.school?.reveal().relativeInfo ?? [];
    return relatives.map((relative) => new RevealedRelative(relative));
  }

  get #subject(): domain.Subject | undefined {
    return this.personal.subject?.reveal();
  }

  get #audit(): domain.AuditInfo | undefined {
    return this.personal.audit?.reveal();
  }
}

@OutputType({
  description: 'The result of revealPersonalInfo: the plaintext, or the reasons why there is none.',
})
export class RevealPersonalInfoPayload {
  @Field(() => RevealedPersonalInfo, {
    nullable: true,
    description: 'The plaintext; null when the request was not accepted.',
  })
  readonly personalInfo: RevealedPersonalInfo | null;

  @Field(() => [VerificationInputError], {
    description: 'Every fault of the input; empty when the request was accepted.',
  })
  readonly inputErrors: readonly VerificationInputError[];

  private constructor(personal: domain.PersonalData | null, errors: readonly InputError[]) {
    this.personalInfo = personal && new RevealedPersonalInfo(personal);
    this.inputErrors = errors.map((error) => new VerificationInputError(error));
  }

  static accepted(personal: domain.PersonalData): RevealPersonalInfoPayload {
    return new RevealPersonalInfoPayload(personal, []);
  }

  static refused(errors: readonly InputError[]): RevealPersonalInfoPayload {
    return new RevealPersonalInfoPayload(null, errors);
  }
}
