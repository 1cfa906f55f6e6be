import { ServiceError } from '../../service/errors';
import type { ListOrder, ListQuery, Page, PageKey, PageOfStates } from '../../storage/verifications/contract';
import { type PageInfo, pageInfoOf, type Surroundings, VerificationConnection } from './connection.type';
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

export function toConnection(page: Page, query: PageQuery): VerificationConnection {
  return new VerificationConnection(page.items, query.order, surroundingsOf(page, query));
}

/** The place of a page of which only the rows' states were read. */
export function toPageInfo(page: PageOfStates, query: PageQuery): PageInfo {
  return pageInfoOf(page.items, query.order, surroundingsOf(page, query));
}

function surroundingsOf(
  { hasMore }: Pick<Page, 'hasMore'>,
  { fromEnd, after, before }: PageQuery,
): Surroundings {
  // A cursor is the place of a verification: that one, at least, lies beyond it.
  const [isCutBefore, isCutAfter] = [after !== undefined, before !== undefined];
  return {
    hasNextPage: fromEnd ? isCutAfter : hasMore || isCutAfter,
    hasPreviousPage: fromEnd ? hasMore || isCutBefore : isCutBefore,
  };
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
