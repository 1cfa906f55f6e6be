import { Field } from 'type-graphql';
import type * as domain from '../../domain/verification';
import { OutputType } from '../output-type';

/** Shown as they are: they are not personal, and clients look verifications up by them. */
@OutputType({
  description: 'The references by which the provider knows this verification. Null where it gave none.',
})
export class ProviderReferences {
  constructor(private readonly references: domain.ProviderReferences) {}

  @Field(() => String, { nullable: true, description: 'ucenter rnAuthTicket' })
  get rnAuthTicket(): string | null {
    return this.references.rnAuthTicket ?? null;
  }

  @Field(() => String, { nullable: true, description: 'OneNET busi_seq' })
  get busiSeq(): string | null {
    return this.references.busiSeq ?? null;
  }

  @Field(() => String, { nullable: true, description: 'OneNET transactionID' })
  get transactionId(): string | null {
    return this.references.transactionId ?? null;
  }

  @Field(() => String, { nullable: true, description: 'ucenter deviceId' })
  get deviceId(): string | null {
    return this.references.deviceId ?? null;
  }

  @Field(() => String, { nullable: true, description: 'LinkID at' })
  get at(): string | null {
    return this.references.at ?? null;
  }

  @Field(() => String, { nullable: true, description: 'bsn of a third-party data source' })
  get bsn(): string | null {
    return this.references.bsn ?? null;
  }
}
