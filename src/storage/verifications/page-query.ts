import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectExpression,
  type SqlBool,
  sql,
} from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import type { Dialect } from '../dialect';
import type { Tables } from '../schema';
import { prepareReads } from '../statement';
import type { ListOrder, ListQuery } from './contract';

/** Reads those columns of pages; a page's query is compiled once for each order and set of conditions. */
export function pagesOf<Row extends object>(
  db: Kysely<Tables>,
  dialect: Dialect,
  columns: readonly SelectExpression<Tables, 'verification'>[],
): (query: ListQuery) => Promise<readonly Row[]> {
  type Read = (values: PageValues) => Promise<readonly Row[]>;
  const pageOf = (order: ListOrder, fromEnd: boolean): Read => {
    const { column, isDescending } = orderColumns[order];
    const direction = isDescending === fromEnd ? 'asc' : 'desc';
    const read = prepareReads(db, dialect, ({ limit, ...conditions }: PageValues) =>
      db
        .selectFrom('verification')
        .select(columns)
        .where((eb) => eb.and(conditionsOf(eb, dialect, order, conditions)))
        .orderBy(column, direction)
        .orderBy('id', direction)
        .limit(limit),
    );
    return read as unknown as Read;
  };
  const pages = new Map<string, Read>();
  return ({ order = 'CREATED_DESC', fromEnd = false, ...query }) => {
    const name = `${order} ${fromEnd}`;
    const page = pages.get(name) ?? pageOf(order, fromEnd);
    pages.set(name, page);
    return page(toPageValues(query));
  };
}

/** False if a text that is searched for cannot be stored, so that nothing is found. */
export function isStorableQuery({ filter, after, before }: ListQuery): boolean {
  const texts = [filter.guid, filter.clientReference, after?.id, before?.id];
  return texts.every((text) => isStorable(text ?? ''));
}

/** The conditions of a page; times are milliseconds. A value that is not given is no condition. */
type PageValues = {
  readonly limit: number;
  readonly guid?: string;
  readonly provider?: readonly string[];
  readonly method?: readonly string[];
  readonly status?: readonly string[];
  readonly environment?: string;
  readonly clientReference?: string;
  readonly createdAfter?: number;
  readonly createdBefore?: number;
  readonly updatedAfter?: number;
  readonly updatedBefore?: number;
  /** Together with the id: the place that the page begins after. */
  readonly after?: number;
  readonly afterId?: string;
  /** Together with the id: the place that the page ends before. */
  readonly before?: number;
  readonly beforeId?: string;
};

/** How the rows of an order are read: by which column, and whether the greatest value comes first. */
const orderColumns = {
  CREATED_DESC: { column: 'created_at', isDescending: true },
  CREATED_ASC: { column: 'created_at', isDescending: false },
  UPDATED_DESC: { column: 'updated_at', isDescending: true },
  UPDATED_ASC: { column: 'updated_at', isDescending: false },
} as const satisfies Readonly<Record<ListOrder, object>>;

/** One more than the limit, which tells whether there are more. */
function toPageValues({ filter, limit, after, before }: ListQuery): PageValues {
  const { createdAfter, createdBefore, updatedAfter, updatedBefore, ...same } = filter;
  return {
    limit: limit + 1,
    ...same,
    ...(createdAfter && { createdAfter: createdAfter.getTime() }),
    ...(createdBefore && { createdBefore: createdBefore.getTime() }),
    ...(updatedAfter && { updatedAfter: updatedAfter.getTime() }),
    ...(updatedBefore && { updatedBefore: updatedBefore.getTime() }),
    ...(after && { after: after.at.getTime(), afterId: after.id }),
    ...(before && { before: before.at.getTime(), beforeId: before.id }),
  };
}

type Builder = ExpressionBuilder<Tables, 'verification'>;
type Condition = Expression<SqlBool>;

/** A page's conditions. They depend on which values are given, not on the values. */
function conditionsOf(
  eb: Builder,
  dialect: Dialect,
  order: ListOrder,
  values: Omit<PageValues, 'limit'>,
): Condition[] {
  const when = <Value>(value: Value | undefined, condition: (value: Value) => Condition): Condition[] =>
    value === undefined ? [] : [condition(value)];
  const { column, isDescending } = orderColumns[order];
  const [onward, backward] = isDescending ? (['<', '>'] as const) : (['>', '<'] as const);
  return [
    ...when(values.guid, (guid) => eb('guid', '=', guid)),
    ...when(values.provider, (providers) => dialect.among('provider', providers)),
    ...when(values.method, (methods) => dialect.among('method', methods)),
    ...when(values.status, (statuses) => dialect.among('status', statuses)),
    ...when(values.environment, (environment) => eb('environment', '=', environment)),
    ...when(values.clientReference, (reference) => eb('client_reference', '=', reference)),
    ...when(values.createdAfter, (time) => eb('created_at', '>', time)),
    ...when(values.createdBefore, (time) => eb('created_at', '<', time)),
    ...when(values.updatedAfter, (time) => eb('updated_at', '>', time)),
    ...when(values.updatedBefore, (time) => eb('updated_at', '<', time)),
    ...when(values.after, (time) => beyond(column, onward, time, values.afterId)),
    ...when(values.before, (time) => beyond(column, backward, time, values.beforeId)),
  ];
}

/** Past a place in one direction; those of the same moment go by their id. */
function beyond(column: string, direction: '<' | '>', time: number, id: string | undefined) {
  return sql<SqlBool>`(${sql.ref(column)}, id) ${sql.raw(direction)} (${time}, ${id})`;
}
