import { Directive, Field, ID, Int } from 'type-graphql';
import type * as domain from '../../domain/routing/case';
import { AssuranceLevel } from '../assurance/enums';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { User } from '../user/user.type';
import { IdentityCaseStatus } from './enums';

@Directive('@key(fields: "id")')
@OutputType({
  description:
    'One need to know who a person is, served by one verification or, where a provider fails, several.',
})
export class IdentityCase {
  /** Resolves the type of an entity in `_entities`. */
  readonly __typename = 'IdentityCase';

  constructor(readonly record: domain.IdentityCase) {}

  @Field(() => ID, { description: 'Permanent identifier (UUIDv7).' })
  get id(): string {
    return this.record.id;
  }

  @Field(() => Int, { description: 'Grows by exactly one with every recorded change. The first is 1.' })
  get version(): number {
    return this.record.version;
  }

  @Field(() => IdentityCaseStatus, { description: 'The status.' })
  get status(): IdentityCaseStatus {
    return this.record.status;
  }

  @Field(() => String, {
    description: 'The purpose of the verification; default if none was named. 1 to 64 characters.',
  })
  get purpose(): string {
    return this.record.purpose;
  }

  @Field(() => AssuranceLevel, { description: 'The level that the account must reach.' })
  get required(): AssuranceLevel {
    return this.record.required;
  }

  @Field(() => User, { description: "The person's account." })
  get user(): User {
    return new User(this.record.guid);
  }

  @Field(() => String, {
    nullable: true,
    description: "The application's own reference, as it was given; null when none was. 1 to 128 characters.",
  })
  get clientReference(): string | null {
    return this.record.clientReference;
  }

  @Field(() => DateTime, { description: 'When it was asked for.' })
  get createdAt(): Date {
    return this.record.createdAt;
  }

  @Field(() => DateTime, { description: 'When the last change was recorded.' })
  get updatedAt(): Date {
    return this.record.updatedAt;
  }

  @Field(() => DateTime, {
    nullable: true,
    description:
      "When it stops waiting: the purpose's ttlSeconds, otherwise PENDING_TTL_SECONDS, after createdAt. Null once it no longer waits.",
  })
  get expiresAt(): Date | null {
    return this.record.expiresAt;
  }
}
