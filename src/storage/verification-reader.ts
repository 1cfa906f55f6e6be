import { type Kysely, sql } from 'kysely';
import type { Verification } from '../domain/verification';
import type { DataKeys } from './data-keys';
import type { Dialect } from './dialect';
import { conditionsOf, type PageValues, toPageValues } from './page-query';
import { type LoadedVerificationRow, type ShownRow, shownColumns, toVerification } from './rows';
import type { Tables } from './schema';
import { prepare, prepareRead, prepareReads } from './statement';
import type { DueToAsk, LatestKey, ListQuery, Page, SearchableReference } from './store';

const referenceColumns = { rnAuthTicket: 'rn_auth_ticket', busiSeq: 'busi_seq' } as const;

/** A verification together with the data key that opens its personal values, in one query. */
export function selectVerifications(db: Kysely<Tables>) {
  return db
    .selectFrom('verification')
    .leftJoin('keystore.data_key as data_key', 'data_key.id', 'verification.data_key_id')
    .selectAll('verification')
    .select('data_key.wrapped as data_key_wrapped');
}

type VerificationQuery = ReturnType<typeof selectVerifications>;

export class VerificationReader {
  readonly #find;
  readonly #findOne;
  readonly #page;
  readonly #findWithKeys;
  readonly #byDoor;

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly dataKeys: DataKeys,
    dialect: Dialect,
  ) {
    type ById = { readonly id: string };
    const shown = () => db.selectFrom('verification').select(shownColumns);
    this.#find = prepareRead(db, dialect, ({ ids }: { ids: readonly string[] }) =>
      shown().where(dialect.among('id', ids)),
    );
    this.#findOne = prepareRead(db, dialect, ({ id }: ById) => shown().where('id', '=', id));
    this.#page = prepareReads(db, dialect, ({ limit, ...conditions }: PageValues) =>
      shown()
        .where((eb) => eb.and(conditionsOf(eb, dialect, conditions)))
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit),
    );
    this.#findWithKeys = prepare(dialect, ({ ids }: { ids: readonly string[] }) =>
      selectVerifications(db).where(dialect.among('verification.id', ids)),
    );
    this.#byDoor = prepare(dialect, ({ tokenHash }: { tokenHash: string }) =>
      selectVerifications(db).where('door_token_hash', '=', tokenHash),
    );
  }

  async one(query: {
    executeTakeFirst(): Promise<LoadedVerificationRow | undefined>;
  }): Promise<Verification | null> {
    const row = await query.executeTakeFirst();
    return row ? toVerification(row, this.dataKeys.keyOf) : null;
  }

  async find(ids: readonly string[]): Promise<ReadonlyMap<string, Verification>> {
    if (ids.length === 0) return new Map();
    const [first] = ids;
    const rows =
      first !== undefined && ids.length === 1
        ? await this.#findOne({ id: first })
        : await this.#find({ ids });
    const found = await this.#withKeys(rows);
    return new Map(found.map((verification) => [verification.id, verification]));
  }

  /** References are the provider's and unique in practice; should one repeat, the newest is meant. */
  findByReference(reference: SearchableReference, value: string): Promise<Verification | null> {
    return this.one(
      newestFirst(selectVerifications(this.db)).where(referenceColumns[reference], '=', value).limit(1),
    );
  }

  async findByDoor(tokenHash: string): Promise<Verification | null> {
    const [row] = await this.#byDoor(this.db, { tokenHash });
    return row ? toVerification(row, this.dataKeys.keyOf) : null;
  }

  async list(query: ListQuery): Promise<Page> {
    const rows = await this.#page(toPageValues(query));
    const items = await this.#withKeys(rows.slice(0, query.limit));
    return { items, hasMore: rows.length > query.limit };
  }

  async latest(keys: readonly LatestKey[]): Promise<readonly (Verification | null)[]> {
    const byMethod = new Map<string | null, Set<string>>();
    for (const { guid, method } of keys) {
      byMethod.set(method, (byMethod.get(method) ?? new Set()).add(guid));
    }
    const newest = new Map<string | null, Map<string | null, Verification>>();
    for (const [method, guids] of byMethod) {
      newest.set(method, await this.#newestOf([...guids], method));
    }
    return keys.map(({ guid, method }) => newest.get(method)?.get(guid) ?? null);
  }

  async verifiedAccounts(guids: readonly string[]): Promise<ReadonlySet<string>> {
    if (guids.length === 0) return new Set();
    const rows = await this.db
      .selectFrom('verification as approved')
      .select('approved.guid')
      .distinct()
      .where('approved.guid', 'in', guids)
      .where('approved.status', '=', 'APPROVED')
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('verification as taken_back')
              .select('taken_back.id')
              .whereRef('taken_back.guid', '=', 'approved.guid')
              .whereRef('taken_back.method', '=', 'approved.method')
              .where('taken_back.status', '=', 'REJECTED')
              .where('taken_back.second_inspection', '=', 'FAILED')
              .whereRef('taken_back.decided_at', '>', 'approved.decided_at'),
          ),
        ),
      )
      .execute();
    return new Set(rows.map((row) => row.guid).filter((guid) => guid !== null));
  }

  async overdue(now: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('verification')
      .select('id')
      .where('expires_at', '<=', now.getTime())
      .orderBy('expires_at')
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
  }

  async dueToAsk(providers: readonly string[], now: Date, limit: number): Promise<readonly DueToAsk[]> {
    if (providers.length === 0) return [];
    return this.db
      .selectFrom('verification')
      .select(['id', 'asks'])
      .where('next_ask_at', '<=', now.getTime())
      .where('provider', 'in', providers)
      .orderBy('next_ask_at')
      .limit(limit)
      .execute();
  }

  async outlived(before: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('verification')
      .select('id')
      .where('redacted_at', 'is', null)
      .where('expires_at', 'is', null)
      // By our own clock: a provider's time can lie years back, and its verdict would be destroyed as it comes.
      .where('updated_at', '<', before.getTime())
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
  }

  async unredacted(guid: string, limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('verification')
      .select('id')
      .where('guid', '=', guid)
      .where('redacted_at', 'is', null)
      .orderBy('created_at')
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
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

  /** Without a join: most keys are open already. */
  async #withKeys(rows: readonly ShownRow[]): Promise<Verification[]> {
    const found: Verification[] = [];
    const closed: [place: number, row: ShownRow][] = [];
    for (const [place, row] of rows.entries()) {
      const key = this.dataKeys.opened(row.data_key_id);
      if (!key && row.redacted_at === null) closed.push([place, row]);
      found.push(toVerification(row, () => key ?? null));
    }
    if (closed.length === 0) return found;
    const keys = await this.dataKeys.findMany([...new Set(closed.map(([, row]) => row.data_key_id))]);
    const keyOf = ({ data_key_id }: ShownRow) => keys.get(data_key_id)?.() ?? null;
    for (const [place, row] of closed) found[place] = toVerification(row, keyOf);
    // Between the two queries an account's key can have been replaced: then both are read at once.
    const late = closed.filter(([, row]) => !keys.has(row.data_key_id));
    if (late.length > 0) {
      const again = await this.#findWithKeys(this.db, { ids: late.map(([, row]) => row.id) });
      const byId = new Map(again.map((row) => [row.id, toVerification(row, this.dataKeys.keyOf)]));
      for (const [place, row] of late) found[place] = byId.get(row.id) ?? toVerification(row, keyOf);
    }
    return found;
  }

  async #all(query: { execute(): Promise<LoadedVerificationRow[]> }): Promise<Verification[]> {
    const rows = await query.execute();
    return rows.map((row) => toVerification(row, this.dataKeys.keyOf));
  }
}

function newestFirst(query: VerificationQuery): VerificationQuery {
  return query.orderBy('verification.created_at', 'desc').orderBy('verification.id', 'desc');
}
