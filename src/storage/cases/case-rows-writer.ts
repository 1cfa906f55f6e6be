import type { Transaction } from 'kysely';
import type { IdentityCase } from '../../domain/routing/case';
import type { CaseTransition } from '../../domain/routing/case-transition';
import type { OpenDatabase } from '../dialect';
import type { CaseSeals } from '../encryption/case-seals';
import { seal } from '../encryption/cipher-suite';
import type { DataKey } from '../encryption/data-keys';
import type { Vault } from '../encryption/vault';
import { caseEntry } from '../log/case-entries';
import { awaitEntry } from '../log/waiting';
import type { CaseEventRow, CaseRow, Tables } from '../schema';
import { prepare, prepareColumns } from '../statement';
import type { Followed } from './contract';
import { keptBytes, keptContext, toCaseColumns, toCaseEventRow } from './rows';

/** Writes the rows of a case within a transaction: state, event and decision. */
export class CaseRowsWriter {
  readonly #insert;
  readonly #update;
  readonly #append;
  readonly #decide;
  readonly #follow;

  constructor(
    { db, dialect }: OpenDatabase,
    private readonly vault: Vault,
    private readonly seals: CaseSeals,
  ) {
    this.#insert = prepareColumns(dialect, (row: CaseRow) => db.insertInto('identity_case').values(row));
    this.#update = prepareColumns(
      dialect,
      ({ id, from, ...changed }: Partial<CaseRow> & { readonly id: string; readonly from: number }) =>
        db
          .updateTable('identity_case')
          .set(changed)
          .where('id', '=', id)
          .where('version', '=', from)
          .returning('id'),
    );
    this.#append = prepareColumns(dialect, (row: CaseEventRow & Record<string, unknown>) =>
      db.insertInto('identity_case_event').values(row),
    );
    this.#decide = prepareColumns(
      dialect,
      (row: Tables['identity_case_decision'] & Record<string, unknown>) =>
        db.insertInto('identity_case_decision').values(row),
    );
    this.#follow = prepare(dialect, ({ verificationId, version }: Followed) =>
      db
        .updateTable('verification')
        .set({ case_due: null })
        .where('id', '=', verificationId)
        .where('version', '=', version),
    );
  }

  /**
   * False if the case is not at the version before any more: then nothing was written. One that was altered can still be
   * erased, and stays altered.
   */
  async write(
    tx: Transaction<Tables>,
    { next, event, decision }: CaseTransition,
    dataKey: DataKey | null,
    followed?: Followed,
    isAltered = false,
  ): Promise<boolean> {
    const isWritten =
      next.version === 1
        ? await this.#create(tx, next, dataKey)
        : await this.#change(tx, next, dataKey, isAltered);
    if (!isWritten) return false;
    const row = toCaseEventRow(event);
    await this.#append(tx, { ...row });
    await awaitEntry(tx, caseEntry(row));
    if (decision) {
      await this.#decide(tx, {
        case_id: next.id,
        place: next.decisions,
        question: JSON.stringify(decision.question),
        decision: JSON.stringify(decision.decision),
      });
    }
    if (followed) await this.follow(tx, followed);
    return true;
  }

  /** Marks a state of an attempt as taken in, unless the attempt has changed since. */
  async follow(tx: Transaction<Tables>, followed: Followed): Promise<void> {
    await this.#follow(tx, followed);
  }

  async #create(tx: Transaction<Tables>, next: IdentityCase, dataKey: DataKey | null): Promise<boolean> {
    if (!dataKey) throw new Error('A new case needs the data key of its account.');
    const sealed_kept = this.#sealed(next, dataKey);
    const columns = toCaseColumns(next);
    const row_seal = this.seals.of(columns);
    await this.#insert(tx, { ...columns, row_seal, sealed_kept, data_key_id: dataKey.id });
    return true;
  }

  async #change(
    tx: Transaction<Tables>,
    next: IdentityCase,
    dataKey: DataKey | null,
    isAltered: boolean,
  ): Promise<boolean> {
    // Kept evidence is written only if it is new: a value that is still sealed stays as it is.
    const isNew = next.kept?.isOpen === true && dataKey !== null;
    const kept: Partial<CaseRow> = isNew
      ? { sealed_kept: this.#sealed(next, dataKey), data_key_id: dataKey.id }
      : next.kept
        ? {}
        : { sealed_kept: null };
    const whole = toCaseColumns(next);
    const { id, created_at: _created, guid: _guid, ...columns } = whole;
    const row_seal = isAltered ? null : this.seals.of(whole);
    const rows = await this.#update(tx, { id, from: next.version - 1, ...columns, row_seal, ...kept });
    return rows.length > 0;
  }

  #sealed({ id, kept }: IdentityCase, { key }: DataKey): Buffer | null {
    return kept && seal(this.vault.suite, key, keptBytes(kept), keptContext(id));
  }
}
