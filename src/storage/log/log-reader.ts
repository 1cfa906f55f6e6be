import { type Kysely, sql } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import type { LogEntry, PolicyKind } from '../../domain/log/entry';
import type { Dialect } from '../dialect';
import type { DataKeys } from '../encryption/data-keys';
import type { Tables } from '../schema';
import { prepareRead } from '../statement';
import type { LoggedEventKey, LoggedRecord, LogReads, LogState, OpenedCommitment } from './contract';
import { placesOfSubjects } from './entries-of';
import { readHashes } from './log-hashes';
import { loggedRecords } from './log-records';
import { readState, toState } from './log-state';
import { openSealed } from './salts';

export class LogReader implements LogReads {
  readonly #places;

  constructor(
    private readonly db: Kysely<Tables>,
    dialect: Dialect,
    private readonly dataKeys: DataKeys,
  ) {
    this.#places = prepareRead(db, dialect, ({ ids }: { readonly ids: readonly string[] }) =>
      db
        .selectFrom('event_feed')
        .innerJoin('log_entry', 'log_entry.feed_place', 'event_feed.place')
        .select(['log_entry.place', 'event_feed.verification_id', 'event_feed.version'])
        .where(dialect.among('event_feed.verification_id', ids)),
    );
  }

  async state(): Promise<LogState | null> {
    const row = await readState(this.db);
    return row ? toState(row) : null;
  }

  async entries(from: number, count: number): Promise<readonly Buffer[]> {
    const rows = await this.db
      .selectFrom('log_entry')
      .select('entry')
      .where('place', '>=', from)
      .where('place', '<', from + count)
      .orderBy('place')
      .execute();
    return rows.map(({ entry }) => Buffer.from(entry));
  }

  hashes(level: number, from: number, count: number): Promise<readonly Uint8Array[]> {
    return readHashes(this.db, level, from, count);
  }

  async placesOf(events: readonly LoggedEventKey[]): Promise<readonly (number | null)[]> {
    const ids = [...new Set(events.map(({ verificationId }) => verificationId))].filter(isStorable);
    const rows = ids.length === 0 ? [] : await this.#places({ ids });
    const places = new Map(rows.map((row) => [`${row.verification_id} ${row.version}`, row.place]));
    return events.map(({ verificationId, version }) => places.get(`${verificationId} ${version}`) ?? null);
  }

  async commitmentsOf(verificationId: string): Promise<readonly OpenedCommitment[]> {
    if (!isStorable(verificationId)) return [];
    const rows = await this.db
      .selectFrom('log_entry')
      .innerJoin('verification', 'verification.id', 'log_entry.subject_id')
      .select(['log_entry.place', 'log_entry.version', 'log_entry.sealed', 'verification.data_key_id'])
      .where('log_entry.place', 'in', placesOfSubjects(this.db, [verificationId]))
      .where('log_entry.sealed', 'is not', null)
      .where('verification.redacted_at', 'is', null)
      .orderBy('log_entry.place')
      .execute();
    const keys = await this.dataKeys.load(rows.map((row) => row.data_key_id));
    return rows.flatMap(({ place, version, sealed, data_key_id }) => {
      const key = keys.of({ data_key_id });
      return key && sealed ? [{ version, index: place, ...openSealed(key, sealed, place) }] : [];
    });
  }

  async handOvers(): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('log_entry')
      .select('entry')
      .where('kind', '=', 'rotation')
      .orderBy('place')
      .execute();
    return rows.flatMap(({ entry }) => {
      const { note } = JSON.parse(entry) as { note?: string };
      return note === undefined ? [] : [note];
    });
  }

  async lastPolicy(wanted: PolicyKind): Promise<string | null> {
    const waiting = await this.db.selectFrom('log_waiting').select('entry').orderBy('id', 'desc').execute();
    // Canonical JSON: of the members of a policy's entry, the cause comes first.
    const isRouting = sql<boolean>`entry like '{"cause":"ROUTING",%'`;
    const logged = await this.db
      .selectFrom('log_entry')
      .select('entry')
      .where('kind', '=', 'policy')
      .where(wanted === 'ROUTING' ? isRouting : sql<boolean>`not ${isRouting}`)
      .orderBy('place', 'desc')
      .limit(1)
      .execute();
    for (const { entry } of [...waiting, ...logged]) {
      const { kind, id, cause = 'ASSURANCE' } = JSON.parse(entry) as LogEntry;
      if (kind === 'policy' && cause === wanted && id !== undefined) return id;
    }
    return null;
  }

  async oldestWaiting(): Promise<Date | null> {
    const state = await readState(this.db);
    if (state?.kept !== 1) return null;
    const event = await this.db
      .selectFrom('event_feed as feed')
      .innerJoin('verification_event as event', (join) =>
        join
          .onRef('event.verification_id', '=', 'feed.verification_id')
          .onRef('event.version', '=', 'feed.version'),
      )
      .select('event.recorded_at')
      .where('feed.place', '>', state.feed_place)
      .orderBy('feed.place')
      .limit(1)
      .executeTakeFirst();
    const record = await this.db
      .selectFrom('log_waiting')
      .select('recorded_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    const times = [event, record].flatMap((row) => (row ? [row.recorded_at] : []));
    return times.length === 0 ? null : new Date(Math.min(...times));
  }

  async rows(): Promise<AsyncIterable<LoggedRecord>> {
    return loggedRecords(this.db, this.dataKeys);
  }
}
