import { Field, ID } from 'type-graphql';
import * as domain from '../../domain/consent/consent';
import { describedEnum } from '../described-enum';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { User } from '../user/user.type';

export const ConsentKind = describedEnum<domain.ConsentKind>(
  'ConsentKind',
  'The processing that a person agreed to.',
  {
    GENERAL: 'To the processing at all.',
    SEPARATE: 'To the processing of the face (单独同意).',
    GUARDIAN: 'For a child under 14, by the guardian (监护人同意).',
  },
);
export type ConsentKind = domain.ConsentKind;

export const ConsentStatus = describedEnum<domain.ConsentStatus>(
  'ConsentStatus',
  'Whether a consent still stands.',
  {
    LIVE: 'It stands; something may be sent on it.',
    WITHDRAWN: 'It was taken back: nothing new is sent on it.',
  },
);
export type ConsentStatus = domain.ConsentStatus;

@OutputType({ description: 'That a person agreed, to what, when and how (ISO/IEC TS 27560).' })
export class Consent {
  constructor(private readonly record: domain.Consent) {}

  @Field(() => ID, { description: 'The id of the consent. A UUIDv7.' })
  get id(): string {
    return this.record.id;
  }

  @Field(() => User, { description: 'The account of the person whose data is processed.' })
  get user(): User {
    return new User(this.record.guid);
  }

  @Field(() => String, { description: "The purpose: one of the deployment's. 1 to 64 characters." })
  get purpose(): string {
    return this.record.purpose;
  }

  @Field(() => ConsentKind, { description: 'The processing that the person agreed to.' })
  get kind(): ConsentKind {
    return this.record.kind;
  }

  @Field(() => ConsentStatus, {
    description: 'Whether it still stands. After redaction nothing is sent on it, whatever its status is.',
  })
  get status(): ConsentStatus {
    return domain.statusOf(this.record);
  }

  @Field(() => String, {
    description: 'Version of the notice that was shown; empty after redaction. At most 64 characters.',
  })
  get noticeVersion(): string {
    return this.record.noticeVersion ?? '';
  }

  @Field(() => String, { description: "SHA-256 of the notice's text, 64 characters in lower-case hex." })
  get noticeDigest(): string {
    return this.record.noticeDigest;
  }

  @Field(() => ID, {
    description:
      'The account that agreed: the person, or for a child under 14 the guardian. Empty after redaction. At most 128 characters.',
  })
  get givenBy(): string {
    return this.record.givenBy ?? '';
  }

  @Field(() => DateTime, { description: 'When it was recorded.' })
  get givenAt(): Date {
    return this.record.givenAt;
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was taken back; null while it is LIVE.' })
  get withdrawnAt(): Date | null {
    return this.record.withdrawnAt;
  }
}
