import { Field, Int } from 'type-graphql';
import type { Receipt } from '../../service/log/read-log';
import { OutputType } from '../output-type';

@OutputType({
  description:
    'Proof that an event stands in the transparency log (C2SP tlog-tiles; hashes of RFC 9162). Everything in it can be checked offline.',
})
export class LogReceipt {
  constructor(private readonly receipt: Receipt) {}

  @Field(() => Int, { description: 'Place of the entry in the log, counted from 0.' })
  get index(): number {
    return this.receipt.index;
  }

  @Field(() => String, {
    description:
      'The entry as it stands in the log: canonical JSON (RFC 8785) without personal data. At most 65,535 bytes.',
  })
  get entry(): string {
    return this.receipt.entry;
  }

  @Field(() => [String], {
    description:
      "Hashes from the entry's leaf to the root, Base64, nearest first. Each has 32 bytes (44 characters).",
  })
  get inclusionProof(): readonly string[] {
    return this.receipt.inclusionProof;
  }

  @Field(() => String, {
    description:
      'The signed note (C2SP signed-note) of a tree that has the entry, with the signatures of the log and of witnesses.',
  })
  get checkpoint(): string {
    return this.receipt.checkpoint;
  }
}
