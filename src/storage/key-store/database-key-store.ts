import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect';
import type { Tables } from '../schema';
import { prepare, prepareRead } from '../statement';
import type { KeyStore } from './contract';

const batchSize = 500;

/** A destroyed key's place holds zeros: no seal begins with one. */
const isKey = (sealed: Uint8Array): boolean => sealed[0] !== 0;

export interface DatabaseKeyStoreOptions {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  readonly place: string;
  /** Clears what the journal still holds. */
  readonly flush: () => Promise<void>;
  readonly tidy: () => Promise<void>;
}

/**
 * A key store in a file next to the SQLite database, or in a schema of PostgreSQL.
 *
 * On SQLite a destroyed key is overwritten in its place and its row stays: deleting rows makes SQLite move others
 * between pages, and `secure_delete` leaves copies of those behind (about one key in two thousand, measured). On
 * PostgreSQL old rows stay in the files and in the write-ahead log whatever is done, so that this place is for
 * development only.
 */
export class DatabaseKeyStore implements KeyStore {
  readonly place: string;
  readonly #one;
  readonly #some;

  constructor(private readonly options: DatabaseKeyStoreOptions) {
    const { db, dialect, place } = options;
    this.place = place;
    const keys = () => db.selectFrom('keystore.data_key').select(['id', 'wrapped']);
    const bothWays = <Values extends object>(query: (values: Values) => ReturnType<typeof keys>) => ({
      now: prepareRead(db, dialect, query),
      within: prepare(dialect, query),
    });
    // A push needs one key, which SQLite finds faster without a list.
    this.#one = bothWays(({ id }: { readonly id: string }) => keys().where('id', '=', id));
    this.#some = bothWays(({ ids }: { readonly ids: readonly string[] }) =>
      keys().where(dialect.among('id', ids)),
    );
  }

  async add(id: string, sealed: Uint8Array): Promise<void> {
    await this.options.db.insertInto('keystore.data_key').values({ id, wrapped: sealed }).execute();
  }

  async read(ids: readonly string[], within?: Kysely<Tables>): Promise<ReadonlyMap<string, Uint8Array>> {
    const [id] = ids;
    const rows = await (ids.length === 1 && id !== undefined
      ? run(this.#one, { id }, within)
      : run(this.#some, { ids }, within));
    return new Map(rows.filter(({ wrapped }) => isKey(wrapped)).map(({ id, wrapped }) => [id, wrapped]));
  }

  async replace(id: string, sealed: Uint8Array): Promise<boolean> {
    const { numUpdatedRows } = await this.options.db
      .updateTable('keystore.data_key')
      .set({ wrapped: sealed })
      .where('id', '=', id)
      .where(sql<boolean>`substr(wrapped, 1, 1) <> ${Buffer.of(0)}`)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async destroy(ids: readonly string[]): Promise<void> {
    const { db, dialect, flush } = this.options;
    if (dialect.name === 'postgres') {
      await db.deleteFrom('keystore.data_key').where('id', 'in', ids).execute();
    } else {
      await db
        .updateTable('keystore.data_key')
        .set({ wrapped: sql<Uint8Array>`zeroblob(length(wrapped))` })
        .where('id', 'in', ids)
        .execute();
    }
    await flush();
  }

  async *ids(): AsyncIterable<readonly string[]> {
    for (let after = ''; ; ) {
      const rows = await this.options.db
        .selectFrom('keystore.data_key')
        .selectAll()
        .where('id', '>', after)
        .orderBy('id')
        .limit(batchSize)
        .execute();
      yield rows.filter(({ wrapped }) => isKey(wrapped)).map(({ id }) => id);
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  tidy(): Promise<void> {
    return this.options.tidy();
  }
}

interface BothWays<Values, Row> {
  readonly now: (values: Values) => Promise<readonly Row[]>;
  readonly within: (db: Kysely<Tables>, values: Values) => Promise<readonly Row[]>;
}

function run<Values, Row>(
  statement: BothWays<Values, Row>,
  values: Values,
  within: Kysely<Tables> | undefined,
): Promise<readonly Row[]> {
  return within ? statement.within(within, values) : statement.now(values);
}
