import { type Kysely, type SelectExpression, sql } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import type { Dialect } from '../dialect';
import type { Tables, VerificationRow } from '../schema';
import { prepareRead } from '../statement';
import type { ListQuery, PageOfStates, RowState } from './contract';
import { isStorableQuery, pagesOf } from './page-query';

/** In the statement of the row, so that what one commit changes of both is seen together. */
export const revisionOfAccount = sql<
  number | null
>`(select last_sequence from account where account.guid = verification.guid)`.as('revision');

type Column = SelectExpression<Tables, 'verification'>;
type PlacedRow = RowState & Pick<VerificationRow, 'created_at' | 'updated_at'>;

const columns = ['id', 'version', 'guid'] as const satisfies readonly Column[];

/** Reads the states of rows. `more`: another column of each. */
export class RowStates {
  readonly #one;
  readonly #some;
  readonly #page;

  constructor(db: Kysely<Tables>, dialect: Dialect, more: readonly Column[] = []) {
    const states = () =>
      db
        .selectFrom('verification')
        .select([...columns, ...more])
        .$castTo<RowState>();
    this.#one = prepareRead(db, dialect, ({ id }: { readonly id: string }) => states().where('id', '=', id));
    this.#some = prepareRead(db, dialect, ({ ids }: { readonly ids: readonly string[] }) =>
      states().where(dialect.among('id', ids)),
    );
    this.#page = pagesOf<PlacedRow>(db, dialect, [...columns, ...more, 'created_at', 'updated_at']);
  }

  async of(ids: readonly string[]): Promise<ReadonlyMap<string, RowState>> {
    const storable = ids.filter(isStorable);
    const [first] = storable;
    if (first === undefined) return new Map();
    const rows = storable.length === 1 ? await this.#one({ id: first }) : await this.#some({ ids: storable });
    return new Map(rows.map((row) => [row.id, row]));
  }

  async list(query: ListQuery): Promise<PageOfStates> {
    if (!isStorableQuery(query)) return { items: [], hasMore: false };
    const rows = await this.#page(query);
    const items = rows
      .slice(0, query.limit)
      .map(({ id, version, guid, revision, created_at, updated_at }) => {
        const state = { id, version, guid, createdAt: new Date(created_at), updatedAt: new Date(updated_at) };
        return revision === undefined ? state : { ...state, revision };
      });
    return { items: query.fromEnd ? items.reverse() : items, hasMore: rows.length > query.limit };
  }
}
