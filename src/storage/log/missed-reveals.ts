import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Dialect } from '../dialect';
import type { Tables } from '../schema';

/**
 * Reveals that have no entry wait for one: those from the time when no log was kept. In the transaction that begins to
 * keep the log.
 */
export async function awaitMissedReveals(tx: Kysely<Tables>): Promise<void> {
  await forgetWaitingReveals(tx);
  // Entries of reveals are in the order of the reveals of their verification.
  const missed = await sql<{ verification_id: string; caller: string; purpose: string; at: number }>`
    select verification_id, caller, purpose, at from (
      select reveal.*, row_number() over (partition by verification_id order by at) as nth from reveal
    ) as counted
    where nth > (
      select count(*) from log_entry
      where subject_id = counted.verification_id and feed_place is null and kind = 'reveal'
    )
    order by at`.execute(tx);
  for (const { verification_id: verificationId, caller, purpose, at } of missed.rows) {
    await tx
      .insertInto('log_waiting')
      .values({
        entry: JSON.stringify({ kind: 'reveal', id: verificationId }),
        facts: JSON.stringify({ verificationId, caller, purpose, at: Number(at) }),
        recorded_at: Number(at),
      })
      .execute();
  }
}

/** Only reveals have facts of their own. */
export async function forgetWaitingReveals(tx: Kysely<Tables>): Promise<void> {
  await tx.deleteFrom('log_waiting').where('facts', 'is not', null).execute();
}

/** A reveal, a case's event or a consent that is being recorded is committed first; a later one finds that the log is kept. */
export async function stopRecording(tx: Kysely<Tables>, dialect: Dialect): Promise<void> {
  if (dialect.name !== 'postgres') return;
  await sql`lock table reveal, identity_case_event, consent in share row exclusive mode`.execute(tx);
}
