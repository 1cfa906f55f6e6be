import { type Kysely, sql } from 'kysely';
import type { LogEntry } from '../../domain/log/entry';
import type { CaseEventRow, Tables } from '../schema';
import { addWaiting } from './waiting';

/** The entry of a case's event. It commits to nothing: what it says of the person, the attempts' own events say. */
export function caseEntry(
  row: Pick<CaseEventRow, 'case_id' | 'version' | 'status' | 'cause' | 'recorded_at'>,
): LogEntry {
  return {
    kind: 'case',
    id: row.case_id,
    version: row.version,
    status: row.status,
    cause: row.cause,
    recordedAt: row.recorded_at,
  };
}

/** Events of cases that have no entry wait for one: those from the time when no log was kept. */
export async function awaitMissedCases(tx: Kysely<Tables>): Promise<void> {
  await forgetWaitingCases(tx);
  const missed = await tx
    .selectFrom('identity_case_event as event')
    .select(['event.case_id', 'event.version', 'event.status', 'event.cause', 'event.recorded_at'])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('log_entry')
            .select('log_entry.place')
            .whereRef('log_entry.subject_id', '=', 'event.case_id')
            .where('log_entry.feed_place', 'is', null)
            .whereRef('log_entry.version', '=', 'event.version')
            .where('log_entry.kind', '=', 'case'),
        ),
      ),
    )
    .orderBy('event.recorded_at')
    .orderBy('event.version')
    .execute();
  for (const row of missed) await addWaiting(tx, caseEntry(row));
}

export async function forgetWaitingCases(tx: Kysely<Tables>): Promise<void> {
  await sql`delete from log_waiting where entry like '{"kind":"case",%'`.execute(tx);
}
