import { Field, ID, InputType } from 'type-graphql';
import { DateTime, JSONObject } from '../scalars';
import {
  VerificationEnvironment,
  VerificationMethod,
  VerificationProvider,
  VerificationStatus,
} from './enums';

// Input fields are `declare`d: type-graphql assigns them, and a field the client left out must not exist.

@InputType({
  description: 'Which verifications to list. Fields narrow each other; a list matches any of its values.',
})
export class VerificationFilter {
  @Field(() => ID, { nullable: true, description: 'Only verifications of this account (User.guid).' })
  declare readonly guid?: string | null;

  @Field(() => [VerificationProvider], { nullable: true, description: 'Only these providers.' })
  declare readonly provider?: readonly VerificationProvider[] | null;

  @Field(() => [VerificationMethod], { nullable: true, description: 'Only these methods.' })
  declare readonly method?: readonly VerificationMethod[] | null;

  @Field(() => [VerificationStatus], { nullable: true, description: 'Only these statuses.' })
  declare readonly status?: readonly VerificationStatus[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Only those created after this moment (exclusive).' })
  declare readonly createdAfter?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those created before this moment (exclusive).',
  })
  declare readonly createdBefore?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those changed last after this moment (exclusive).',
  })
  declare readonly updatedAfter?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only those changed last before this moment (exclusive).',
  })
  declare readonly updatedBefore?: Date | null;

  @Field(() => VerificationEnvironment, { nullable: true, description: 'Only of this environment.' })
  declare readonly environment?: VerificationEnvironment | null;

  @Field(() => String, { nullable: true, description: 'Only those with exactly this reference.' })
  declare readonly clientReference?: string | null;
}

/** The fields that every input of a start or verify mutation shares; not a type of the schema itself. */
@InputType({ description: 'The fields that every input of a start or verify mutation shares.' })
export abstract class StartVerificationInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write.",
  })
  declare readonly guid?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED.',
  })
  declare readonly idempotencyKey?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal.",
  })
  declare readonly clientReference?: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description:
      "The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged.",
  })
  declare readonly metadata?: object | null;

  @Field(() => String, {
    nullable: true,
    description: "The purpose of the verification: one of the deployment's purposes, 1 to 64 characters.",
  })
  declare readonly purpose?: string | null;
}
