import type { Kysely } from 'kysely';
import type { StoredEvent } from '../domain/verification';
import { toEvent } from './rows';
import type { Tables } from './schema';

/** Reads of the event table, the one truth about what happened in which order. */
export class EventReader {
  constructor(private readonly db: Kysely<Tables>) {}

  async histories(ids: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    const histories = new Map<string, StoredEvent[]>(ids.map((id) => [id, []]));
    if (ids.length === 0) return histories;
    const rows = await this.db
      .selectFrom('verification_event')
      .selectAll()
      .where('verification_id', 'in', ids)
      .orderBy('verification_id')
      .orderBy('version')
      .execute();
    for (const row of rows) histories.get(row.verification_id)?.push(toEvent(row));
    return histories;
  }

  async after(verificationId: string, version: number, limit: number): Promise<readonly StoredEvent[]> {
    const rows = await this.db
      .selectFrom('verification_event')
      .selectAll()
      .where('verification_id', '=', verificationId)
      .where('version', '>', version)
      .orderBy('version')
      .limit(limit)
      .execute();
    return rows.map(toEvent);
  }

  async ofAccountAfter(guid: string, sequence: number, limit: number): Promise<readonly StoredEvent[]> {
    const rows = await this.db
      .selectFrom('verification_event')
      .selectAll()
      .where('guid', '=', guid)
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(limit)
      .execute();
    return rows.map(toEvent);
  }

  async accountSequence(guid: string): Promise<number> {
    const row = await this.db
      .selectFrom('account')
      .select('last_sequence')
      .where('guid', '=', guid)
      .executeTakeFirst();
    return row?.last_sequence ?? 0;
  }

  async isRecorded(db: Kysely<Tables>, verificationId: string, factKey: string): Promise<boolean> {
    const row = await db
      .selectFrom('verification_event')
      .select('version')
      .where('verification_id', '=', verificationId)
      .where('fact_key', '=', factKey)
      .executeTakeFirst();
    return row !== undefined;
  }
}
