import type { Kysely } from 'kysely';
import type { LogEntry } from '../../domain/log/entry';
import type { Tables } from '../schema';
import { readState } from './log-state';

/** Something besides an event waits for its entry, once the transaction is committed. Nothing waits while no log is kept. */
export async function awaitEntry(tx: Kysely<Tables>, entry: LogEntry): Promise<void> {
  if (await isKept(tx)) await addWaiting(tx, entry);
}

export async function addWaiting(tx: Kysely<Tables>, { recordedAt, ...entry }: LogEntry): Promise<void> {
  await tx
    .insertInto('log_waiting')
    .values({ entry: JSON.stringify(entry), facts: null, recorded_at: recordedAt })
    .execute();
}

export async function isKept(db: Kysely<Tables>): Promise<boolean> {
  return (await readState(db))?.kept === 1;
}
