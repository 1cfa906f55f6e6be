import type { Kysely } from 'kysely';
import { Coalescer } from '../../domain/coalescer';
import { isStorable } from '../../domain/input/storable-text';
import type { CaseEvent, IdentityCase } from '../../domain/routing/case';
import type { Dialect } from '../dialect';
import type { DataKeys } from '../encryption/data-keys';
import type { IdempotencyUse } from '../idempotency/contract';
import type { IdempotencyKeys } from '../idempotency/idempotency-keys';
import type { CaseRow, Tables } from '../schema';
import { prepareRead } from '../statement';
import type { CaseReads, FirstCaseUse, StoredDecision } from './contract';
import { caseColumns, caseEventColumns, toCase, toCaseEvent } from './rows';
import type { SealedCases } from './sealed-cases';

export function selectCases(db: Kysely<Tables>) {
  return db.selectFrom('identity_case').select(caseColumns);
}

export class CaseReader implements CaseReads {
  readonly #find;
  readonly #decisions;
  readonly #eventsAfter;
  readonly #reads = new Coalescer<readonly CaseEvent[]>();

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly dataKeys: DataKeys,
    private readonly idempotency: IdempotencyKeys,
    private readonly sealedCases: SealedCases,
    dialect: Dialect,
  ) {
    this.#find = prepareRead(db, dialect, ({ ids }: { ids: readonly string[] }) =>
      selectCases(db).where(dialect.among('identity_case.id', ids)),
    );
    this.#decisions = prepareRead(db, dialect, ({ ids }: { ids: readonly string[] }) =>
      db
        .selectFrom('identity_case_decision')
        .select(['case_id', 'place', 'question', 'decision'])
        .where(dialect.among('case_id', ids))
        .orderBy('case_id')
        .orderBy('place'),
    );
    this.#eventsAfter = prepareRead(
      db,
      dialect,
      ({ id, version, limit }: { id: string; version: number; limit: number }) =>
        db
          .selectFrom('identity_case_event')
          .select(caseEventColumns)
          .where('case_id', '=', id)
          .where('version', '>', version)
          .orderBy('version')
          .limit(limit),
    );
  }

  async find(ids: readonly string[]): Promise<ReadonlyMap<string, IdentityCase>> {
    const cases = await this.#cases(ids, (row) => {
      this.sealedCases.refuseAltered(row);
      return true;
    });
    return new Map(cases.map((one) => [one.id, one]));
  }

  believed(ids: readonly string[]): Promise<readonly IdentityCase[]> {
    return this.#cases(ids, (row) => !this.sealedCases.isAltered(row));
  }

  async #cases(ids: readonly string[], isBelieved: (row: CaseRow) => boolean): Promise<IdentityCase[]> {
    const storable = ids.filter(isStorable);
    if (storable.length === 0) return [];
    const rows = await this.#find({ ids: storable });
    const sealed = rows.filter((row) => row.sealed_kept !== null);
    const keys = await this.dataKeys.load(sealed.map((row) => row.data_key_id));
    // Between the two queries an account's key can have been replaced: such a row is read again with its key.
    const isLate = sealed.some((row) => !keys.has(row.data_key_id));
    const current = isLate ? await this.#find({ ids: storable }) : rows;
    const loaded = isLate ? await this.dataKeys.load(current.map((row) => row.data_key_id)) : keys;
    return current.filter(isBelieved).map((row) => toCase(row, loaded.of));
  }

  async decisions(ids: readonly string[]): Promise<ReadonlyMap<string, readonly StoredDecision[]>> {
    const found = new Map<string, StoredDecision[]>(ids.map((id) => [id, []]));
    const storable = ids.filter(isStorable);
    if (storable.length === 0) return found;
    for (const { case_id, question, decision } of await this.#decisions({ ids: storable })) {
      found.get(case_id)?.push({ question, decision });
    }
    return found;
  }

  async eventsAfter(id: string, version: number, limit: number): Promise<readonly CaseEvent[]> {
    if (!isStorable(id)) return [];
    return this.#reads.ask(`${id} ${version} ${limit}`, async () =>
      (await this.#eventsAfter({ id, version, limit })).map(toCaseEvent),
    );
  }

  async firstUse(use: IdempotencyUse): Promise<FirstCaseUse | null> {
    const holder = await this.idempotency.holderOf(this.db, use);
    return holder && toCaseUse(holder);
  }

  async overdue(now: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('identity_case')
      .select('id')
      .where('expires_at', '<=', now.getTime())
      .orderBy('expires_at')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async unfollowed(before: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('verification')
      .select('id')
      .where('case_due', '<=', before.getTime())
      .orderBy('case_due')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async ofAccount(guid: string): Promise<readonly string[]> {
    if (!isStorable(guid)) return [];
    const rows = await this.db
      .selectFrom('identity_case')
      .select('id')
      .where('guid', '=', guid)
      .orderBy('id')
      .execute();
    return rows.map(({ id }) => id);
  }

  async unredacted(guid: string, limit: number): Promise<readonly string[]> {
    if (!isStorable(guid)) return [];
    const rows = await this.db
      .selectFrom('identity_case')
      .select('id')
      .where('guid', '=', guid)
      .where('redacted_at', 'is', null)
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }
}

/** The use of a key by a case, from the holder that the keys name. */
export function toCaseUse(holder: { readonly id: string } | 'keyReused'): FirstCaseUse {
  return holder === 'keyReused' ? { kind: 'keyReused' } : { kind: 'caseRepeated', caseId: holder.id };
}
