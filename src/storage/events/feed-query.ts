import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Dialect } from '../dialect';
import type { EventRow, Tables, VerificationRow } from '../schema';
import type { FeedFilter } from './contract';

/** The values of a search, after one place and up to another. A value that is not given is no condition. */
export type SearchValues = Pick<FeedFilter, keyof FeedFilter> & {
  readonly after: number;
  readonly to: number;
  readonly limit: number;
};

type Builder = ExpressionBuilder<
  Tables & { event: EventRow; verification: VerificationRow },
  'event' | 'verification'
>;
type Condition = Expression<SqlBool>;

/** A filter's conditions. They depend on which values are given, not on the values. */
export function conditionsOf(eb: Builder, dialect: Dialect, filter: FeedFilter): Condition[] {
  const when = <Value>(value: Value | undefined, condition: (value: Value) => Condition): Condition[] =>
    value === undefined ? [] : [condition(value)];
  return [
    ...when(filter.guid, (guid) => eb('event.guid', '=', guid)),
    ...when(filter.provider, (providers) => dialect.among('verification.provider', providers)),
    ...when(filter.method, (methods) => dialect.among('verification.method', methods)),
    ...when(filter.status, (statuses) => dialect.among('event.status', statuses)),
    ...when(filter.cause, (causes) => dialect.among('event.cause', causes)),
    ...when(filter.environment, (environment) => eb('verification.environment', '=', environment)),
  ];
}
