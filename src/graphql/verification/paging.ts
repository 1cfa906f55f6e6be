import { ServiceError } from '../../service/errors';
import type { ListQuery, Page, PageKey } from '../../storage/store';
import { VerificationConnection } from './connection.type';
import { decodePageCursor } from './cursor';
import type { VerificationStatus } from './enums';
import type { VerificationFilter } from './inputs';
import type { PageArgs } from './page.args';

const defaultPageSize = 20;
export const maxPageSize = 100;

/** The arguments of a list field as the store wants them. Throws BAD_USER_INPUT that names the argument. */
export function toListQuery({ first, after, filter }: PageArgs): ListQuery {
  const limit = first ?? defaultPageSize;
  if (limit < 1 || limit > maxPageSize) {
    throw new ServiceError('BAD_USER_INPUT', `first must be from 1 to ${maxPageSize}.`);
  }
  const key = after == null ? null : pageKey(after);
  return { limit, filter: toStoreFilter(filter), ...(key && { after: key }) };
}

export function toConnection(page: Page, query: ListQuery): VerificationConnection {
  return new VerificationConnection(page.items, {
    hasNextPage: page.hasMore,
    // A cursor is the place of a verification: that one, at least, lies before.
    hasPreviousPage: query.after !== undefined,
  });
}

function pageKey(after: string): PageKey {
  const key = decodePageCursor(after);
  if (key) return key;
  throw new ServiceError('BAD_USER_INPUT', 'after must be a cursor that this list has given.');
}

function toStoreFilter(filter: VerificationFilter | null | undefined): ListQuery['filter'] {
  if (!filter) return {};
  const { guid, provider, method, status, createdAfter, createdBefore } = filter;
  return {
    ...(guid != null && { guid }),
    ...(provider != null && { provider }),
    ...(method != null && { method }),
    ...(status != null && { status: status as readonly VerificationStatus[] }),
    ...(createdAfter != null && { createdAfter }),
    ...(createdBefore != null && { createdBefore }),
  };
}
