import type { ExpressionBuilder } from 'kysely';
import type { Dialect } from './dialect';
import type { Tables } from './schema';
import type { ListQuery } from './store';

/** What a page is asked by; times are milliseconds. Those that are not given are no condition. */
export type PageValues = {
  readonly limit: number;
  readonly guid?: string;
  readonly provider?: readonly string[];
  readonly method?: readonly string[];
  readonly status?: readonly string[];
  readonly createdAfter?: number;
  readonly createdBefore?: number;
  /** Together with the id: the place that the page begins behind. */
  readonly olderThan?: number;
  readonly olderThanId?: string;
};

/** One more than is asked for, which tells whether there are more. */
export function toPageValues({ filter, limit, after }: ListQuery): PageValues {
  const { createdAfter, createdBefore, ...same } = filter;
  return {
    limit: limit + 1,
    ...same,
    ...(createdAfter && { createdAfter: createdAfter.getTime() }),
    ...(createdBefore && { createdBefore: createdBefore.getTime() }),
    ...(after && { olderThan: after.createdAt.getTime(), olderThanId: after.id }),
  };
}

type Builder = ExpressionBuilder<Tables, 'verification'>;

/** A page's conditions. Which there are depends on which values there are, and not on the values. */
export function conditionsOf(eb: Builder, dialect: Dialect, values: Omit<PageValues, 'limit'>) {
  const { guid, provider, method, status, createdAfter, createdBefore, olderThan, olderThanId } = values;
  return [
    ...(guid === undefined ? [] : [eb('guid', '=', guid)]),
    ...(provider === undefined ? [] : [dialect.among('provider', provider)]),
    ...(method === undefined ? [] : [dialect.among('method', method)]),
    ...(status === undefined ? [] : [dialect.among('status', status)]),
    ...(createdAfter === undefined ? [] : [eb('created_at', '>', createdAfter)]),
    ...(createdBefore === undefined ? [] : [eb('created_at', '<', createdBefore)]),
    ...(olderThan === undefined || olderThanId === undefined
      ? []
      : [
          eb.or([
            eb('created_at', '<', olderThan),
            eb.and([eb('created_at', '=', olderThan), eb('id', '<', olderThanId)]),
          ]),
        ]),
  ];
}
