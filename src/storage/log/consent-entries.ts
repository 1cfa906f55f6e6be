import { type Kysely, sql } from 'kysely';
import type { LogEntry } from '../../domain/log/entry';
import type { ConsentRow, Tables } from '../schema';
import { addWaiting } from './waiting';

type Given = Pick<ConsentRow, 'id' | 'given_at'>;
type Withdrawn = Pick<ConsentRow, 'id' | 'withdrawn_at'>;

/** The entry of a consent that was given. It commits to nothing: what was agreed to, the consent itself says. */
export function givenEntry({ id, given_at }: Given): LogEntry {
  return { kind: 'consent', id, status: 'LIVE', recordedAt: given_at };
}

/** The entry of its withdrawal; null for a consent that was not withdrawn. */
export function withdrawnEntry({ id, withdrawn_at }: Withdrawn): LogEntry | null {
  return withdrawn_at === null
    ? null
    : { kind: 'consent', id, status: 'WITHDRAWN', recordedAt: withdrawn_at };
}

/** The entries of a consent as it stands, oldest first. */
export function consentEntries(row: Given & Withdrawn): LogEntry[] {
  const withdrawn = withdrawnEntry(row);
  return [givenEntry(row), ...(withdrawn ? [withdrawn] : [])];
}

/** Consents and withdrawals without an entry wait for one: those from the time when no log was kept. */
export async function awaitMissedConsents(tx: Kysely<Tables>): Promise<void> {
  await forgetWaitingConsents(tx);
  const rows = await tx
    .selectFrom('consent')
    .select(['id', 'given_at', 'withdrawn_at'])
    .select((eb) =>
      eb
        .selectFrom('log_entry')
        .select((count) => count.fn.countAll<number>().as('logged'))
        .whereRef('log_entry.subject_id', '=', 'consent.id')
        .where('log_entry.feed_place', 'is', null)
        .where('log_entry.kind', '=', 'consent')
        .as('logged'),
    )
    .orderBy('given_at')
    .execute();
  // They are logged in this order: given, then withdrawn.
  const missed = rows.flatMap((row) => consentEntries(row).slice(Number(row.logged)));
  for (const entry of missed) await addWaiting(tx, entry);
}

export async function forgetWaitingConsents(tx: Kysely<Tables>): Promise<void> {
  await sql`delete from log_waiting where entry like '{"kind":"consent",%'`.execute(tx);
}
