import type { Kysely } from 'kysely';
import type { Tables } from '../schema';
import type { LogState } from './contract';
import type { LogStateRow } from './tables';

/** The one row; undefined before the log has begun. */
export function readState(db: Kysely<Tables>): Promise<LogStateRow | undefined> {
  return db.selectFrom('log_state').selectAll().executeTakeFirst();
}

export function toState(row: LogStateRow): LogState {
  return {
    origin: row.origin,
    vkey: row.vkey,
    size: row.size,
    published: row.published,
    publishedSize: row.published_size,
  };
}
