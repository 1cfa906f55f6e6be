import { type Kysely, sql } from 'kysely';
import type { OpenDatabase } from '../dialect';
import type { KeyStore } from '../key-store/contract';
import type { Tables, VerificationRow } from '../schema';
import { transact } from '../transact';
import { RowSeals } from './row-seals';
import { closeUpgrade, type RowSecretEntry } from './row-secret';
import type { Vault } from './vault';

/** Rows that are sealed in one transaction. */
const batchSize = 500;

export interface RowSealingParts {
  readonly database: OpenDatabase;
  readonly keyStore: KeyStore;
  readonly vault: Vault;
  readonly secret: RowSecretEntry;
}

/** The seals of rows, and the sealing of those that the release before this one wrote. */
export class RowSealing {
  readonly seals: RowSeals;
  #acceptsUntil: number;

  constructor(private readonly parts: RowSealingParts) {
    this.#acceptsUntil = parts.secret.acceptsUntil;
    this.seals = new RowSeals([parts.secret], () => this.#acceptsUnsealed());
  }

  /** See Encryption.sealRows. */
  async sealSome(isTrusted: boolean): Promise<number> {
    if (!isTrusted && !this.#acceptsUnsealed()) return 0;
    const { database, keyStore, vault, secret } = this.parts;
    const sealed = await transact(database, (tx) => this.#seal(tx));
    // No other process has an SQLite file: every row is sealed by now.
    if (sealed < batchSize && !isTrusted && database.dialect.name === 'sqlite') {
      await closeUpgrade(keyStore, vault, secret);
      this.#acceptsUntil = 0;
    }
    return sealed;
  }

  #acceptsUnsealed(): boolean {
    return this.#acceptsUntil !== 0 && Date.now() < this.#acceptsUntil;
  }

  async #seal(tx: Kysely<Tables>): Promise<number> {
    const { locksRows } = this.parts.database.dialect;
    const query = tx
      .selectFrom('verification')
      .selectAll()
      .where('row_seal', 'is', null)
      .orderBy('id')
      .limit(batchSize);
    const rows = await (locksRows ? query.forUpdate().skipLocked() : query).execute();
    if (rows.length > 0) await (locksRows ? this.#writeAtOnce(tx, rows) : this.#writeEach(tx, rows));
    return rows.length;
  }

  async #writeAtOnce(tx: Kysely<Tables>, rows: readonly VerificationRow[]): Promise<void> {
    const [ids, seals] = [rows.map(({ id }) => id), rows.map((row) => this.seals.of(row))];
    await sql`update verification set row_seal = made.seal
      from unnest(${ids}::text[], ${seals}::bytea[]) as made (id, seal)
      where verification.id = made.id`.execute(tx);
  }

  async #writeEach(tx: Kysely<Tables>, rows: readonly VerificationRow[]): Promise<void> {
    for (const row of rows) {
      await tx
        .updateTable('verification')
        .set({ row_seal: this.seals.of(row) })
        .where('id', '=', row.id)
        .execute();
    }
  }
}
