import { Field, ID, InputType } from 'type-graphql';
import { ConsentKind } from './consent.type';

@InputType({ description: 'A consent that a person, or the guardian of a child, has given.' })
export class RecordConsentInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "The account whose data is processed; the caller's own where it is left out, another one needs the scope realname:write. For GUARDIAN: the child's account, never the caller's own.",
  })
  declare readonly guid?: string | null;

  @Field(() => String, { description: "One of the deployment's purposes, 1 to 64 characters." })
  declare readonly purpose: string;

  @Field(() => ConsentKind, { description: 'The processing that was agreed to.' })
  declare readonly kind: ConsentKind;

  @Field(() => String, {
    description: 'Version of the notice that was shown; 1 to 64 characters. Nothing personal.',
  })
  declare readonly noticeVersion: string;

  @Field(() => String, {
    description: "SHA-256 of the notice's text: 64 characters of hex, in either case; otherwise MALFORMED.",
  })
  declare readonly noticeDigest: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "For GUARDIAN, REQUIRED: a verification of the guardian's own account that shows the relation to this child (RELATION). UNKNOWN_REFERENCE if it is not the caller's own, not approved, or contradicts what is known of the child. NOT_ALLOWED with other kinds.",
  })
  declare readonly relationProof?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The same key from the same caller returns the first consent again, and records nothing. 1 to 255 characters.',
  })
  declare readonly idempotencyKey?: string | null;
}
