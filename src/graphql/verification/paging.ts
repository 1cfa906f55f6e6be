import { ServiceError } from '../../service/errors';
import type { ListOrder, ListQuery, Page, PageKey } from '../../storage/verifications/contract';
import { VerificationConnection } from './connection.type';
import { decodePageCursor } from './cursor';
import type { VerificationStatus } from './enums';
import type { VerificationFilter } from './inputs';
import type { PageArgs } from './page.args';

const defaultPageSize = 20;
export const maxPageSize = 100;

/** The arguments of a list field as the store wants them. Throws BAD_USER_INPUT that names the argument. */
export function toListQuery({ first, after, last, before, orderBy, filter }: PageArgs): PageQuery {
  const order = orderBy ?? 'CREATED_DESC';
  const fromEnd = last != null;
  return {
    order,
    fromEnd,
    limit: fromEnd ? pageSize('last', last) : pageSize('first', first ?? defaultPageSize),
    filter: toStoreFilter(filter),
    ...(after != null && { after: pageKey('after', order, after) }),
    ...(before != null && { before: pageKey('before', order, before) }),
  };
}

export function toConnection(
  page: Page,
  { order, fromEnd, after, before }: PageQuery,
): VerificationConnection {
  // A cursor is the place of a verification: that one, at least, lies beyond it.
  const [isCutBefore, isCutAfter] = [after !== undefined, before !== undefined];
  return new VerificationConnection(page.items, order, {
    hasNextPage: fromEnd ? isCutAfter : page.hasMore || isCutAfter,
    hasPreviousPage: fromEnd ? page.hasMore || isCutBefore : isCutBefore,
  });
}

type PageQuery = ListQuery & Required<Pick<ListQuery, 'order' | 'fromEnd'>>;

export function pageSize(argument: 'first' | 'last', size: number): number {
  if (size >= 1 && size <= maxPageSize) return size;
  throw new ServiceError('BAD_USER_INPUT', `${argument} must be from 1 to ${maxPageSize}.`);
}

function pageKey(argument: 'after' | 'before', order: ListOrder, cursor: string): PageKey {
  const key = decodePageCursor(order, cursor);
  if (key) return key;
  throw new ServiceError(
    'BAD_USER_INPUT',
    `${argument} must be a cursor that this list has given in the order ${order}.`,
  );
}

function toStoreFilter(filter: VerificationFilter | null | undefined): ListQuery['filter'] {
  if (!filter) return {};
  const { guid, provider, method, status, environment, clientReference } = filter;
  const { createdAfter, createdBefore, updatedAfter, updatedBefore } = filter;
  return {
    ...(guid != null && { guid }),
    ...(provider != null && { provider }),
    ...(method != null && { method }),
    ...(status != null && { status: status as readonly VerificationStatus[] }),
    ...(createdAfter != null && { createdAfter }),
    ...(createdBefore != null && { createdBefore }),
    ...(updatedAfter != null && { updatedAfter }),
    ...(updatedBefore != null && { updatedBefore }),
    ...(environment != null && { environment }),
    ...(clientReference != null && { clientReference }),
  };
}
