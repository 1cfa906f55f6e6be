import { type Kysely, type Migration, sql } from 'kysely';
import type { Dialect } from '../../src/storage/dialect';
import { initial } from '../../src/storage/migrations/0001-initial';
import { monthlyEvents } from '../../src/storage/migrations/0002-monthly-events';
import { assurance } from '../../src/storage/migrations/0004-assurance';
import type { Tables } from '../../src/storage/schema';

/** The tables as 1.0.0 had them, two of its verifications, and what 0004-assurance makes of them. */
export async function migratedFromEarlier(
  db: Kysely<Tables>,
  dialect: Dialect,
): Promise<readonly (readonly [string, number, string | null, string])[]> {
  const before: readonly Migration[] = [initial(dialect), monthlyEvents(dialect)];
  for (const step of before) await step.up(db);
  await insertVerification(db, 'v-phone', 'MOBILE');
  await insertVerification(db, 'v-page', 'ONENET_PAGE');
  await insertEvents(db, 'v-phone', ['PENDING', 'APPROVED']);
  await insertEvents(db, 'v-page', ['PENDING', 'AWAITING_USER', 'APPROVED', 'REJECTED']);

  const step: Migration = assurance(dialect);
  await step.up(db);
  // 1.0.0 goes on writing next to this release.
  await insertVerification(db, 'v-later', 'ECARD');
  await insertEvents(db, 'v-later', ['PENDING', 'APPROVED']);
  return rowsOf(db);
}

/** The statuses and levels that the events of 1.0.0 should have. */
export const expectedRows = [
  ['v-later', 1, null, 'NONE'],
  ['v-later', 2, 'PENDING', 'LOW'],
  ['v-page', 1, null, 'NONE'],
  ['v-page', 2, 'PENDING', 'NONE'],
  ['v-page', 3, 'AWAITING_USER', 'SUBSTANTIAL'],
  ['v-page', 4, 'APPROVED', 'NONE'],
  ['v-phone', 1, null, 'NONE'],
  ['v-phone', 2, 'PENDING', 'CONTACT'],
] as const;

async function insertVerification(db: Kysely<Tables>, id: string, method: string): Promise<void> {
  await sql`insert into account (guid, last_sequence, data_key_id) values ('account-1', 0, 'key-1')
    on conflict do nothing`.execute(db);
  await sql`insert into verification (id, version, guid, provider, method, status, created_at, updated_at, data_key_id, asks)
    values (${id}, 1, 'account-1', 'UCENTER', ${method}, 'APPROVED', 0, 0, 'key-1', 0)`.execute(db);
}

let sequence = 0;

async function insertEvents(db: Kysely<Tables>, id: string, statuses: readonly string[]): Promise<void> {
  for (const [index, status] of statuses.entries()) {
    sequence += 1;
    await sql`insert into verification_event
      (verification_id, version, guid, sequence, status, cause, occurred_at, recorded_at)
      values (${id}, ${index + 1}, 'account-1', ${sequence}, ${status}, 'REQUESTED', 0, 0)`.execute(db);
  }
}

async function rowsOf(db: Kysely<Tables>) {
  const { rows } = await sql<{
    readonly verification_id: string;
    readonly version: number;
    readonly previous_status: string | null;
    readonly assurance_level: string;
  }>`select verification_id, version, previous_status, assurance_level from verification_event
    order by verification_id, version`.execute(db);
  return rows.map(
    (row) => [row.verification_id, Number(row.version), row.previous_status, row.assurance_level] as const,
  );
}
