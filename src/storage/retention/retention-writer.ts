import type { Kysely } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import { casesSealedWith, resealCases } from '../cases/reseal';
import type { OpenDatabase } from '../dialect';
import { seal } from '../encryption/cipher-suite';
import type { DataKey, DataKeys } from '../encryption/data-keys';
import type { Vault } from '../encryption/vault';
import { dropMadeEntries, forgetLogged, resealLogged } from '../log/erase-log';
import { logLock } from '../log/log-lock';
import { awaitEntry, isKept } from '../log/waiting';
import type { Tables, VerificationRow } from '../schema';
import { transact } from '../transact';
import { resealedColumns } from '../verifications/rows';
import type { SealedRows } from '../verifications/sealed-rows';
import { selectVerifications } from '../verifications/verification-reader';
import type { RetentionChanges } from './contract';
import { destroyedKeyId } from './destroyed-key';

/** Requests kept for a merge that are forgotten in one transaction. */
const replaysAtOnce = 100;

export class RetentionWriter implements RetentionChanges {
  constructor(
    private readonly database: OpenDatabase,
    private readonly dataKeys: DataKeys,
    private readonly vault: Vault,
    private readonly sealedRows: SealedRows,
  ) {}

  /**
   * A data key seals a whole account. The account's other verifications are sealed with a new key first, and the old
   * key is destroyed only after that is committed. A redacted verification names its key until then, so that an
   * interrupted destruction is found and repeated.
   */
  async destroyRedacted(ids: readonly string[], caseIds: readonly string[] = []): Promise<void> {
    const verificationIds = ids.filter(isStorable);
    if (verificationIds.length + caseIds.length === 0) return;
    const { db } = this.database;
    for (const [table, redacted] of [
      ['verification', verificationIds],
      ['identity_case', caseIds],
    ] as const) {
      const oldIds = await this.#keysOf(table, redacted);
      for (const oldId of oldIds) await this.#freeKey(oldId);
      if (oldIds.length === 0) continue;
      await this.dataKeys.destroy(oldIds);
      await transact(this.database, async (tx) => {
        await tx
          .updateTable(table)
          .set({ data_key_id: destroyedKeyId })
          .where('data_key_id', 'in', oldIds)
          .where('redacted_at', 'is not', null)
          .execute();
        for (const key of oldIds) await awaitEntry(tx, { kind: 'redaction', key, recordedAt: Date.now() });
      });
    }
    if (verificationIds.length > 0) await forgetLogged(db, verificationIds);
    // These are keyed hashes of requests, against which anyone with the service's key can test identity numbers.
    await this.#forgetRequests(verificationIds);
    await this.database.forgetDeleted();
  }

  async #forgetRequests(verificationIds: readonly string[]): Promise<void> {
    if (verificationIds.length === 0) return;
    await this.database.db
      .deleteFrom('idempotency')
      .where('verification_id', 'in', verificationIds)
      .where('verification_id', 'in', (eb) =>
        eb
          .selectFrom('verification')
          .select('id')
          .where('id', 'in', verificationIds)
          .where('redacted_at', 'is not', null),
      )
      .execute();
  }

  async #keysOf(table: 'verification' | 'identity_case', ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.db
      .selectFrom(table)
      .select('data_key_id')
      .distinct()
      .where('id', 'in', ids)
      .where('redacted_at', 'is not', null)
      .where('data_key_id', '!=', destroyedKeyId)
      .execute();
    return rows.map(({ data_key_id }) => data_key_id);
  }

  async forgetReplays(before: Date): Promise<number> {
    for (let forgotten = 0; ; ) {
      const done = await transact(this.database, async (tx) => {
        const due = selectVerifications(tx)
          .where('verification.replay_at', '<', before.getTime())
          .limit(replaysAtOnce);
        const rows = await (this.database.dialect.locksRows ? due.forUpdate('verification') : due).execute();
        for (const row of rows) await this.#update(tx, row, { sealed_replay: null, replay_at: null });
        return rows.length;
      });
      forgotten += done;
      if (done < replaysAtOnce) return forgotten;
    }
  }

  /** Leaves nothing sealed with that key, except what is redacted. */
  async #freeKey(oldId: string): Promise<void> {
    // Most accounts are redacted as a whole: a new key is made only if something is left to seal with it.
    if (await this.#sealAnew(oldId, null)) return;
    const fresh = await this.dataKeys.create();
    let isTaken = false;
    await this.#sealAnew(oldId, fresh, () => {
      isTaken = true;
    });
    if (!isTaken) await this.dataKeys.destroy([fresh.id]);
  }

  /**
   * Seals what is left with the fresh key. Without one it only takes the key from the account; false, without effect,
   * if anything is left.
   */
  #sealAnew(oldId: string, fresh: DataKey | null, taken = () => {}): Promise<boolean> {
    const { database, dataKeys, vault } = this;
    return transact(database, async (tx) => {
      if (await isKept(tx)) await database.lock(tx, logLock);
      await dropMadeEntries(tx);
      // The account first: a verification that is started meanwhile waits here, and finds the new key.
      const query = tx.selectFrom('account').select('guid').where('data_key_id', '=', oldId);
      const account = await (database.dialect.locksRows ? query.forUpdate() : query).executeTakeFirst();
      const left = selectVerifications(tx)
        .where('verification.data_key_id', '=', oldId)
        .where('verification.redacted_at', 'is', null);
      const rows = await (database.dialect.locksRows ? left.forUpdate('verification') : left).execute();
      const cases = await casesSealedWith(database, tx, oldId);
      const isSomethingLeft = rows.length + cases.length > 0;
      if (!fresh && isSomethingLeft) return false;
      if (account) {
        await tx
          .updateTable('account')
          .set({ data_key_id: isSomethingLeft && fresh ? fresh.id : destroyedKeyId })
          .where('guid', '=', account.guid)
          .execute();
      }
      if (!fresh || !isSomethingLeft) return true;
      taken();
      const keys = await dataKeys.load([oldId], tx);
      const sealWith = (plaintext: Buffer, context: string) =>
        seal(vault.suite, fresh.key, plaintext, context);
      await resealCases(tx, cases, { dataKey: fresh, sealWith, keyOf: keys.of });
      for (const row of rows) {
        await resealLogged(tx, row.id, keys.of(row), sealWith);
        const resealed = resealedColumns(row, keys.of, sealWith);
        await this.#update(tx, row, { data_key_id: fresh.id, ...resealed });
      }
      return true;
    });
  }

  /** Also renews the row's seal, except of an altered one: that stays altered. */
  async #update(tx: Kysely<Tables>, row: VerificationRow, changed: Partial<VerificationRow>): Promise<void> {
    const { seals } = this.sealedRows;
    const row_seal = seals.stateOf(row) === 'altered' ? null : seals.of({ ...row, ...changed });
    await tx
      .updateTable('verification')
      .set({ ...changed, row_seal })
      .where('id', '=', row.id)
      .execute();
  }
}
