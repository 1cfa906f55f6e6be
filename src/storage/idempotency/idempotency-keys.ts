import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../schema';
import { selectVerifications, type VerificationReader } from '../verifications/verification-reader';
import type { FirstUse, Idempotency, IdempotencyUse } from './contract';

/** `keyReused`: it has the key for another request. */
export type KeyHolder = { readonly id: string } | 'keyReused';

export class IdempotencyKeys implements Idempotency {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly verifications: Pick<VerificationReader, 'one'>,
  ) {}

  async firstUse(use: IdempotencyUse, db: Kysely<Tables> = this.db): Promise<FirstUse | null> {
    const holder = await this.holderOf(db, use);
    if (!holder) return null;
    if (holder === 'keyReused') return { kind: 'keyReused' };
    const verification = await this.verifications.one(
      selectVerifications(db).where('verification.id', '=', holder.id),
      db,
    );
    if (!verification) {
      throw new Error(`The verification ${holder.id} of an idempotency key is missing.`);
    }
    return { kind: 'repeated', verification };
  }

  /** Takes the key for this verification. A second claim waits here for the first, and returns what that one did. */
  async claim(
    tx: Transaction<Tables>,
    use: IdempotencyUse,
    verificationId: string,
  ): Promise<FirstUse | null> {
    return (await this.claimKey(tx, use, verificationId)) ? this.firstUse(use, tx) : null;
  }

  /** The same for a verification or a case; null once it is taken. */
  async claimKey(tx: Transaction<Tables>, use: IdempotencyUse, id: string): Promise<KeyHolder | null> {
    const claimed = await tx
      .insertInto('idempotency')
      .values({ key_hash: use.keyHash, request_hash: use.requestHash, verification_id: id })
      .onConflict((conflict) => conflict.column('key_hash').doNothing())
      .returning('key_hash')
      .executeTakeFirst();
    return claimed ? null : this.holderOf(tx, use);
  }

  /** The verification or case that has the key; null if none has it yet. */
  async holderOf(db: Kysely<Tables>, use: IdempotencyUse): Promise<KeyHolder | null> {
    const row = await db
      .selectFrom('idempotency')
      .selectAll()
      .where('key_hash', '=', use.keyHash)
      .executeTakeFirst();
    if (!row) return null;
    return row.request_hash === use.requestHash ? { id: row.verification_id } : 'keyReused';
  }
}
