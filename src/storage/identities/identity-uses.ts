import type { Kysely } from 'kysely';
import type { Verification } from '../../domain/verification/verification';
import type { OpenDatabase } from '../dialect';
import type { Tables } from '../schema';
import { transact } from '../transact';
import type { IdentityChanges, IdentityCounting, IdentityReads, IdentityUse } from './contract';

export class IdentityReader implements IdentityReads {
  constructor(private readonly db: Kysely<Tables>) {}

  async uncounted(limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('verification')
      .select('id')
      .where('identity_noted', '=', 0)
      .where('status', '=', 'APPROVED')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }
}

export class IdentityUses implements IdentityChanges {
  constructor(private readonly database: OpenDatabase) {}

  async count(verificationId: string, use: IdentityUse | null, now: Date): Promise<void> {
    await transact(this.database, async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('verification')
        .set({ identity_noted: 1 })
        .where('id', '=', verificationId)
        .where('status', '=', 'APPROVED')
        .where('redacted_at', 'is', null)
        .where('moved_at', 'is', null)
        .executeTakeFirst();
      if (use && numUpdatedRows > 0n) await this.#note(tx, verificationId, use, now);
      // Nothing is left to count, whatever has happened meanwhile.
      await tx
        .updateTable('verification')
        .set({ identity_noted: 1 })
        .where('id', '=', verificationId)
        .execute();
    });
  }

  async forget(now: Date): Promise<number> {
    const { numDeletedRows } = await this.database.db
      .deleteFrom('identity_use')
      .where('forget_at', '<=', now.getTime())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  /** The number of other accounts with this number. Until the commit, no other approval of it is counted. */
  async others(tx: Kysely<Tables>, use: IdentityUse, freed: string | null): Promise<number> {
    await this.database.lock(tx, `identity:${use.identityHash}`);
    const { accounts } = await tx
      .selectFrom('identity_use')
      .select((eb) => eb.fn.count<number>('account_hash').distinct().as('accounts'))
      .where('identity_hash', '=', use.identityHash)
      .where('account_hash', 'not in', freed === null ? [use.accountHash] : [use.accountHash, freed])
      .executeTakeFirstOrThrow();
    return Number(accounts);
  }

  /** Notes what a change makes of an approval, in its transaction. */
  async follow(
    tx: Kysely<Tables>,
    before: Verification,
    after: Verification,
    use: IdentityUse | null,
    { keepMs }: Pick<IdentityCounting, 'keepMs'>,
  ): Promise<void> {
    const { id } = after;
    if (before.redactedAt === null && after.redactedAt !== null) {
      await tx
        .updateTable('identity_use')
        .set({ forget_at: after.redactedAt.getTime() + keepMs })
        .where('verification_id', '=', id)
        .execute();
    } else if (use) {
      await this.#note(tx, id, use, after.updatedAt);
    } else if (before.status === 'APPROVED' && (after.status !== 'APPROVED' || after.movedAt !== null)) {
      await tx.deleteFrom('identity_use').where('verification_id', '=', id).execute();
    }
  }

  async #note(tx: Kysely<Tables>, id: string, use: IdentityUse, now: Date): Promise<void> {
    const noted = {
      identity_hash: use.identityHash,
      account_hash: use.accountHash,
      noted_at: now.getTime(),
    };
    await tx
      .insertInto('identity_use')
      .values({ verification_id: id, ...noted, forget_at: null })
      .onConflict((conflict) => conflict.column('verification_id').doUpdateSet(noted))
      .execute();
  }
}
