import { Field } from 'type-graphql';
import type * as domain from '../../domain/verification/verification';
import { OutputType } from '../output-type';

/** Shown unmasked: references are not personal, and clients look verifications up by them. */
@OutputType({
  description:
    'The references by which the provider knows this verification. A field is null when the provider gave none.',
})
export class ProviderReferences {
  constructor(private readonly references: domain.ProviderReferences) {}

  @Field(() => String, {
    nullable: true,
    description: 'ucenter rnAuthTicket, by which ucenter can be asked again. At most 128 characters.',
  })
  get rnAuthTicket(): string | null {
    return this.references['rnAuthTicket'] ?? null;
  }

  @Field(() => String, {
    nullable: true,
    description: 'OneNET busi_seq (请求业务流水): the number of the request. At most 128 characters.',
  })
  get busiSeq(): string | null {
    return this.references['busiSeq'] ?? null;
  }

  @Field(() => String, {
    nullable: true,
    description: 'OneNET transactionID (业务流水): the number of the audit. At most 128 characters.',
  })
  get transactionId(): string | null {
    return this.references['transactionId'] ?? null;
  }

  @Field(() => String, {
    nullable: true,
    description: 'ucenter deviceId (设备号): the device of a WeChat face check. At most 128 characters.',
  })
  get deviceId(): string | null {
    return this.references['deviceId'] ?? null;
  }

  @Field(() => String, {
    nullable: true,
    description:
      'LinkID at, which the redirect brings and by which the result is queried. At most 512 characters.',
  })
  get at(): string | null {
    return this.references['at'] ?? null;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "bsn of a third-party data source: the source's own number for the check. It is the verification's id, a UUIDv7.",
  })
  get bsn(): string | null {
    return this.references['bsn'] ?? null;
  }
}
