import { Directive, Field, ID, Int } from 'type-graphql';
import type * as domain from '../../domain/verification/verification';
import { fewOfThem } from '../cost';
import { AuditInfo } from '../onenet/audit-info.type';
import { OutputType } from '../output-type';
import { DateTime, JSONObject } from '../scalars';
import { DeptInfo } from '../school/department.type';
import { SchoolMembership } from '../school/membership.type';
import { RelativeInfo } from '../school/relative.type';
import { User } from '../user/user.type';
import { IdentityConflict } from './conflict.type';
import {
  SecondInspectionResult,
  VerificationEnvironment,
  VerificationMethod,
  VerificationProvider,
  VerificationStatus,
} from './enums';
import { VerificationFailure } from './failure.type';
import { ProviderReferences } from './references.type';
import { VerificationSubject } from './subject.type';

/** CONFLICT is in the set because a merge that the provider refused leaves the status there, with the reason. */
const statusesWithFailure: ReadonlySet<domain.VerificationStatus> = new Set([
  'REJECTED',
  'FAILED',
  'BLOCKED',
  'CONFLICT',
]);

/** A stored verification as clients see it. A personal value is decrypted, and masked, only when it is selected. */
@Directive('@key(fields: "id")')
@OutputType({
  description: "One attempt to verify who a person is, from the request to the provider's last word.",
})
export class Verification {
  /** Resolves the type of an entity in `_entities`. */
  readonly __typename = 'Verification';

  constructor(readonly record: domain.Verification) {}

  @Field(() => ID, {
    description: 'Permanent identifier (UUIDv7). For a third-party data source check it is also the bsn.',
  })
  get id(): string {
    return this.record.id;
  }

  @Field(() => Int, { description: 'Grows by exactly one with every recorded change. The first is 1.' })
  get version(): number {
    return this.record.version;
  }

  @Field(() => VerificationProvider, { description: 'The provider that carries it out.' })
  get provider(): VerificationProvider {
    return this.record.provider;
  }

  @Field(() => VerificationMethod, { description: 'The method by which the person is verified.' })
  get method(): VerificationMethod {
    return this.record.method;
  }

  @Field(() => VerificationStatus, { description: 'The current status.' })
  get status(): VerificationStatus {
    return this.record.status;
  }

  @Field(() => SecondInspectionResult, {
    nullable: true,
    description:
      "The provider's re-inspection of a finished verification (OneNET 二次稽查); null when there was none.",
  })
  get secondInspection(): SecondInspectionResult | null {
    return this.record.secondInspection;
  }

  @Field(() => User, {
    nullable: true,
    description: "The person's account; null for a check made for LinkID as its third-party data source.",
  })
  get user(): User | null {
    return this.record.guid === null ? null : new User(this.record.guid);
  }

  @Field(() => String, {
    nullable: true,
    description:
      "Where to send the person's browser while status is AWAITING_USER. An http or https address.",
  })
  get authUrl(): string | null {
    const { status, personal } = this.record;
    return status === 'AWAITING_USER' ? (personal.authUrl?.reveal() ?? null) : null;
  }

  @Field(() => ProviderReferences, {
    description: 'The references by which the provider knows this verification.',
  })
  get references(): ProviderReferences {
    return new ProviderReferences(this.record.references);
  }

  @Field(() => VerificationSubject, {
    description: 'What the person claimed or the provider confirmed, masked.',
  })
  get subject(): VerificationSubject {
    return new VerificationSubject(this.record.personal.subject);
  }

  @Field(() => SchoolMembership, {
    nullable: true,
    description: "The person's standing at a school (ucenter); null when the provider returned none.",
  })
  get membership(): SchoolMembership | null {
    const membership = this.record.personal.school?.reveal().membership ?? null;
    return membership && new SchoolMembership(membership);
  }

  @Directive(fewOfThem)
  @Field(() => [DeptInfo], {
    description: "The person's places in departments (ucenter); empty when the provider returned none.",
  })
  get deptInfo(): readonly DeptInfo[] {
    const places = this.record.personal.school?.reveal().deptInfo ?? [];
    return places.map((place) => new DeptInfo(place));
  }

  @Directive(fewOfThem)
  @Field(() => [RelativeInfo], {
    description: "The person's relatives (ucenter), masked; empty when the provider returned none.",
  })
  get relativeInfo(): readonly RelativeInfo[] {
    const relatives = this.record.personal.school?.reveal().relativeInfo ?? [];
    return relatives.map((relative) => new RelativeInfo(relative));
  }

  @Field(() => AuditInfo, {
    nullable: true,
    description: 'The content of the newest OneNET push by OneNET time, masked; null before the first.',
  })
  get auditInfo(): AuditInfo | null {
    const audit = this.record.personal.audit;
    return audit === undefined ? null : new AuditInfo(audit.reveal());
  }

  @Field(() => IdentityConflict, {
    nullable: true,
    description: 'Set while status is CONFLICT or BLOCKED: who already holds this identity.',
  })
  get conflict(): IdentityConflict | null {
    const { status, personal } = this.record;
    if (status !== 'CONFLICT' && status !== 'BLOCKED') return null;
    return new IdentityConflict(personal.holder, status === 'CONFLICT' && personal.replay !== undefined);
  }

  @Field(() => VerificationFailure, {
    nullable: true,
    description:
      'Set while status is REJECTED, FAILED or BLOCKED: why. In CONFLICT: why the last mergeAccount was refused, if one was.',
  })
  get failure(): VerificationFailure | null {
    const { status, failure } = this.record;
    return failure !== null && statusesWithFailure.has(status) ? new VerificationFailure(failure) : null;
  }

  @Field(() => DateTime, { description: 'When it was requested.' })
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
      'When an undecided verification stops waiting: createdAt plus PENDING_TTL_SECONDS (a day by default). Null once it no longer waits.',
  })
  get expiresAt(): Date | null {
    return this.record.expiresAt;
  }

  @Field(() => DateTime, { nullable: true, description: 'When the provider decided. Null before it did.' })
  get decidedAt(): Date | null {
    return this.record.decidedAt;
  }

  @Field(() => VerificationEnvironment, {
    description: 'LIVE, or SANDBOX when a twin stood in for the provider. Never changes.',
  })
  get environment(): VerificationEnvironment {
    return this.record.environment;
  }

  @Field(() => String, {
    nullable: true,
    description: "The application's own reference, as it was given; null when none was. 1 to 128 characters.",
  })
  get clientReference(): string | null {
    return this.record.clientReference;
  }

  @Field(() => JSONObject, {
    nullable: true,
    description:
      "The application's own data, as it was given; null when none was, and after redaction. At most 4096 bytes as compact JSON, nested at most 5 deep.",
  })
  get metadata(): object | null {
    return this.record.personal.metadata?.reveal() ?? null;
  }

  @Field(() => String, {
    nullable: true,
    description: 'The purpose that it was started for; null where none was named. 1 to 64 characters.',
  })
  get purpose(): string | null {
    return this.record.purpose;
  }
}
