import { type Kysely, sql } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import type { Verification } from '../../domain/verification/verification';
import type { Dialect } from '../dialect';
import type { DataKeys } from '../encryption/data-keys';
import type { Tables } from '../schema';
import { prepare, prepareRead } from '../statement';
import type {
  Decided,
  LatestKey,
  ListQuery,
  Page,
  PageOfStates,
  RowState,
  SearchableReference,
  VerificationReads,
} from './contract';
import { type DecidedRow, decidedColumns, toDecided } from './decided-rows';
import { FormerCallbacks } from './former-callbacks';
import { isStorableQuery, pagesOf } from './page-query';
import { searchable } from './references';
import { RowStates, revisionOfAccount } from './row-states';
import { type KeyOf, type ShownRow, shownColumns, toVerification } from './rows';
import type { SealedRows } from './sealed-rows';

export function selectVerifications(db: Kysely<Tables>) {
  return db.selectFrom('verification').selectAll('verification');
}

type VerificationQuery = ReturnType<typeof selectVerifications>;

export class VerificationReader implements VerificationReads {
  readonly #find;
  readonly #findOne;
  readonly #page;
  readonly #states;
  readonly #statesWithAccounts;
  readonly #decided;
  readonly #decidedOfOne;
  readonly #byCallbackToken;
  readonly #formerCallbacks: FormerCallbacks;

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly dataKeys: DataKeys,
    private readonly sealedRows: SealedRows,
    dialect: Dialect,
  ) {
    this.#formerCallbacks = new FormerCallbacks(db);
    type ById = { readonly id: string };
    const shown = () => db.selectFrom('verification').select(shownColumns);
    this.#find = prepareRead(db, dialect, ({ ids }: { ids: readonly string[] }) =>
      shown().where(dialect.among('id', ids)),
    );
    this.#findOne = prepareRead(db, dialect, ({ id }: ById) => shown().where('id', '=', id));
    this.#page = pagesOf<ShownRow>(db, dialect, shownColumns);
    this.#states = new RowStates(db, dialect);
    this.#statesWithAccounts = new RowStates(db, dialect, [revisionOfAccount]);
    const decided = () =>
      db.selectFrom('verification').select(decidedColumns).where('status', 'in', ['APPROVED', 'REJECTED']);
    this.#decided = prepareRead(
      db,
      dialect,
      ({ guids, read }: { [list in 'guids' | 'read']: readonly string[] }) =>
        decided()
          .where(dialect.among('guid', guids))
          .where((eb) => eb.not(dialect.among('id', read))),
    );
    this.#decidedOfOne = prepareRead(db, dialect, ({ guid, read }: { [text in 'guid' | 'read']: string }) =>
      decided().where('guid', '=', guid).where('id', '<>', read),
    );
    this.#byCallbackToken = prepare(dialect, ({ tokenHash }: { tokenHash: string }) =>
      selectVerifications(db).where('door_token_hash', '=', tokenHash),
    );
  }

  /** The first of a query, which may belong to a transaction: `within`. */
  async one(
    query: { executeTakeFirst(): Promise<ShownRow | undefined> },
    within: Kysely<Tables>,
  ): Promise<Verification | null> {
    const row = await query.executeTakeFirst();
    if (!row) return null;
    if (!within.isTransaction) return this.#withKey(row);
    this.sealedRows.refuseAltered(row);
    const keys = await this.dataKeys.load(row.redacted_at === null ? [row.data_key_id] : [], within);
    return toVerification(row, keys.of);
  }

  async find(ids: readonly string[]): Promise<ReadonlyMap<string, Verification>> {
    const storable = ids.filter(isStorable);
    const [first] = storable;
    if (first === undefined) return new Map();
    const rows =
      storable.length === 1 ? await this.#findOne({ id: first }) : await this.#find({ ids: storable });
    const found = await this.#verifications(rows);
    return new Map(found.map((verification) => [verification.id, verification]));
  }

  async findAfresh(id: string): Promise<Verification | null> {
    if (!isStorable(id)) return null;
    const [row] = await this.#findOne({ id });
    if (!row) return null;
    this.dataKeys.forget([row.data_key_id]);
    return this.#withKey(row);
  }

  /** Providers' references are unique in practice; if one repeats, the newest verification is returned. */
  async findByReference(reference: SearchableReference, value: string): Promise<Verification | null> {
    if (!isStorable(value)) return null;
    return this.one(
      newestFirst(selectVerifications(this.db)).where(searchable[reference], '=', value).limit(1),
      this.db,
    );
  }

  hasFormerCallbacks(): Promise<boolean> {
    return this.#formerCallbacks.exist();
  }

  async count(guid: string): Promise<number> {
    if (!isStorable(guid)) return 0;
    const { found } = await this.db
      .selectFrom('verification')
      .select((eb) => eb.fn.countAll<number>().as('found'))
      .where('guid', '=', guid)
      .executeTakeFirstOrThrow();
    return Number(found);
  }

  async findByCallbackToken(tokenHash: string): Promise<Verification | null> {
    const [row] = await this.#byCallbackToken(this.db, { tokenHash });
    return row ? this.#withKey(row) : null;
  }

  async list(query: ListQuery): Promise<Page> {
    if (!isStorableQuery(query)) return { items: [], hasMore: false };
    const rows = await this.#page(query);
    const items = await this.#verifications(rows.slice(0, query.limit));
    return { items: query.fromEnd ? items.reverse() : items, hasMore: rows.length > query.limit };
  }

  states(ids: readonly string[], withAccounts = false): Promise<ReadonlyMap<string, RowState>> {
    return (withAccounts ? this.#statesWithAccounts : this.#states).of(ids);
  }

  listStates(query: ListQuery, withAccounts = false): Promise<PageOfStates> {
    return (withAccounts ? this.#statesWithAccounts : this.#states).list(query);
  }

  async latest(keys: readonly LatestKey[]): Promise<readonly (Verification | null)[]> {
    const byMethod = new Map<string | null, Set<string>>();
    for (const { guid, method } of keys) {
      if (!isStorable(guid)) continue;
      byMethod.set(method, (byMethod.get(method) ?? new Set()).add(guid));
    }
    const newest = new Map<string | null, Map<string | null, Verification>>();
    for (const [method, guids] of byMethod) {
      newest.set(method, await this.#newestOf([...guids], method));
    }
    return keys.map(({ guid, method }) => newest.get(method)?.get(guid) ?? null);
  }

  async ofAccounts(
    guids: readonly string[],
    read: readonly Verification[] = [],
  ): Promise<ReadonlyMap<string, readonly Decided[]>> {
    const accounts = new Map<string, Decided[]>(guids.map((guid) => [guid, []]));
    const storable = guids.filter(isStorable);
    const [first] = storable;
    if (first === undefined) return accounts;
    const rows =
      accounts.size === 1 && read.length < 2
        ? await this.#decidedOfOne({ guid: first, read: read[0]?.id ?? '' })
        : await this.#decided({ guids: [...new Set(storable)], read: read.map(({ id }) => id) });
    for (const row of rows) this.sealedRows.refuseAlteredVerdict(row);
    const found = await this.#withKeys(rows, toDecided);
    for (const [place, decided] of found.entries()) accounts.get(rows[place]?.guid ?? '')?.push(decided);
    for (const verification of read) {
      if (isDecided(verification)) accounts.get(verification.guid ?? '')?.push(verification);
    }
    for (const account of accounts.values()) if (account.length > 1) account.sort(byId);
    return accounts;
  }

  async #newestOf(
    guids: readonly string[],
    method: string | null,
  ): Promise<Map<string | null, Verification>> {
    const ranked = this.db
      .selectFrom('verification')
      .select('id')
      .select(
        sql<number>`row_number() over (partition by guid order by created_at desc, id desc)`.as('place'),
      )
      .where('guid', 'in', guids)
      .$if(method !== null, (query) => query.where('method', '=', method))
      .as('ranked');
    const found = await this.#all(
      selectVerifications(this.db)
        .innerJoin(ranked, 'ranked.id', 'verification.id')
        .where('ranked.place', '=', 1),
    );
    return new Map(found.map((verification) => [verification.guid, verification]));
  }

  async #withKey(row: ShownRow): Promise<Verification | null> {
    const [verification] = await this.#verifications([row]);
    return verification ?? null;
  }

  async #verifications(rows: readonly ShownRow[]): Promise<Verification[]> {
    for (const row of rows) this.sealedRows.refuseAltered(row);
    return this.#withKeys(rows, toVerification);
  }

  /** Most keys are open already: only the others are read, all at once. */
  async #withKeys<Row extends DecidedRow, Item>(
    rows: readonly Row[],
    toItem: (row: Row, keyOf: KeyOf<Row>) => Item,
  ): Promise<Item[]> {
    const found: Item[] = [];
    const closed: [place: number, row: Row][] = [];
    for (const [place, row] of rows.entries()) {
      const key = this.dataKeys.opened(row.data_key_id);
      if (!key && row.redacted_at === null) closed.push([place, row]);
      found.push(toItem(row, () => key ?? null));
    }
    if (closed.length === 0) return found;
    const keys = await this.dataKeys.load(closed.map(([, row]) => row.data_key_id));
    for (const [place, row] of closed) found[place] = toItem(row, keys.of);
    // Between the two reads an account's key can have been replaced: those rows are read again.
    const late = closed.filter(([, row]) => !keys.has(row.data_key_id));
    if (late.length > 0) {
      const again = await this.#find({ ids: late.map(([, row]) => row.id) });
      for (const row of again) this.sealedRows.refuseAltered(row);
      const newKeys = await this.dataKeys.load(again.map((row) => row.data_key_id));
      const byId = new Map(again.map((row) => [row.id, row]));
      for (const [place, row] of late) {
        const read = byId.get(row.id);
        // It has the columns of any row that is read.
        if (read) found[place] = toItem(read as Row & ShownRow, newKeys.of);
      }
    }
    return found;
  }

  async #all(query: { execute(): Promise<ShownRow[]> }): Promise<Verification[]> {
    return this.#verifications(await query.execute());
  }
}

function newestFirst(query: VerificationQuery): VerificationQuery {
  return query.orderBy('verification.created_at', 'desc').orderBy('verification.id', 'desc');
}

function isDecided({ status }: Verification): boolean {
  return status === 'APPROVED' || status === 'REJECTED';
}

function byId(one: Decided, other: Decided): number {
  return one.id < other.id ? -1 : 1;
}
