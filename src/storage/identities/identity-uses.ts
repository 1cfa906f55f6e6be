import type { Kysely } from 'kysely';
import type { Verification } from '../../domain/verification/verification';
import type { OpenDatabase } from '../dialect';
import type { IdentityUseRow, Tables } from '../schema';
import { prepare, prepareColumns } from '../statement';
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
  readonly #others;
  readonly #note;
  readonly #remove;

  constructor(private readonly database: OpenDatabase) {
    const { db, dialect } = database;
    this.#others = prepare(dialect, ({ identityHash, accountHash, freed }: IdentityUse & { freed: string }) =>
      db
        .selectFrom('identity_use')
        .select((eb) => eb.fn.count<number>('account_hash').distinct().as('accounts'))
        .where('identity_hash', '=', identityHash)
        .where('account_hash', 'not in', [accountHash, freed]),
    );
    this.#note = prepareColumns(dialect, (row: IdentityUseRow & Record<string, unknown>) =>
      db
        .insertInto('identity_use')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('verification_id').doUpdateSet((eb) => ({
            identity_hash: eb.ref('excluded.identity_hash'),
            account_hash: eb.ref('excluded.account_hash'),
            noted_at: eb.ref('excluded.noted_at'),
          })),
        ),
    );
    this.#remove = prepare(dialect, ({ id }: { readonly id: string }) =>
      db.deleteFrom('identity_use').where('verification_id', '=', id),
    );
  }

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
      if (use && numUpdatedRows > 0n) await this.#note(tx, { ...rowOf(verificationId, use, now) });
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
    const [counted] = await this.#others(tx, { ...use, freed: freed ?? use.accountHash });
    if (!counted) throw new Error('A count has no row.');
    return Number(counted.accounts);
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
      await this.#note(tx, { ...rowOf(id, use, after.updatedAt) });
    } else if (before.status === 'APPROVED' && (after.status !== 'APPROVED' || after.movedAt !== null)) {
      await this.#remove(tx, { id });
    }
  }
}

function rowOf(id: string, use: IdentityUse, now: Date): IdentityUseRow {
  return {
    verification_id: id,
    identity_hash: use.identityHash,
    account_hash: use.accountHash,
    noted_at: now.getTime(),
    forget_at: null,
  };
}
