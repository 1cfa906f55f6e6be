import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import { factsOf } from '../../domain/log/facts';
import type { DataKeys } from '../encryption/data-keys';
import { SealError } from '../errors';
import type { Tables } from '../schema';
import { shownColumns, toVerification } from '../verifications/rows';
import { caseEntry } from './case-entries';
import { consentEntries } from './consent-entries';
import type { LoggedRecord } from './contract';
import { placesOfSubjects } from './entries-of';
import { eventEntry } from './log-source';
import { revealRecords } from './reveal-records';
import { openOrNull } from './salts';

const batchSize = 500;

/** Every row that the log must have an entry for: events in the order of the feed, then events of cases, reveals, and consents. */
export async function* loggedRecords(db: Kysely<Tables>, dataKeys: DataKeys): AsyncIterable<LoggedRecord> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('event_feed as feed')
      .innerJoin('verification_event as event', (join) =>
        join
          .onRef('event.verification_id', '=', 'feed.verification_id')
          .onRef('event.version', '=', 'feed.version'),
      )
      .select(['feed.place', 'event.verification_id', 'event.version', 'event.status'])
      .select(['event.assurance_level', 'event.cause', 'event.recorded_at'])
      .where('feed.place', '>', after)
      .orderBy('feed.place')
      .limit(batchSize)
      .execute();
    const ids = [...new Set(rows.map((row) => row.verification_id))];
    const subjects = await readSubjects(db, dataKeys, ids);
    for (const row of rows) {
      const subject = subjects.get(row.verification_id);
      const entry = eventEntry(row);
      yield {
        entry: { ...entry, environment: subject?.verification.environment },
        opened: subject?.opened.get(`event ${row.version}`) ?? null,
        isErased: subject?.verification.redactedAt != null,
        now: subject && subject.lastVersion === row.version ? subject.now : null,
        facts: null,
      };
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last.place;
  }
  for (const row of await db
    .selectFrom('identity_case_event')
    .selectAll()
    .orderBy('recorded_at')
    .orderBy('version')
    .execute()) {
    yield { entry: caseEntry(row), opened: null, isErased: true, now: null, facts: null };
  }
  yield* revealRecords(db, dataKeys);
  for (const row of await db
    .selectFrom('consent')
    .select(['id', 'given_at', 'withdrawn_at'])
    .orderBy('given_at')
    .execute()) {
    for (const entry of consentEntries(row))
      yield { entry, opened: null, isErased: true, now: null, facts: null };
  }
}

async function readSubjects(db: Kysely<Tables>, dataKeys: DataKeys, ids: readonly string[]) {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('verification').select(shownColumns).where('id', 'in', ids).execute();
  const keys = await dataKeys.load(rows.map((row) => row.data_key_id));
  const sealed = await db
    .selectFrom('log_entry')
    .select(['place', 'kind', 'subject_id', 'version', 'sealed'])
    .where('place', 'in', placesOfSubjects(db, ids))
    .where('sealed', 'is not', null)
    .execute();
  const newest = await db
    .selectFrom('verification_event')
    .select('verification_id')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('verification_id', 'in', ids)
    .groupBy('verification_id')
    .execute();
  const lastVersions = new Map(newest.map((row) => [row.verification_id, row.version]));
  return new Map(
    rows.map((row) => {
      const key: KeyObject | null = row.redacted_at === null ? keys.of(row) : null;
      const verification = toVerification(row, () => key);
      const opened = new Map(
        sealed.flatMap((entry) => {
          const value = key && entry.subject_id === row.id && entry.sealed;
          const plain = value && openOrNull(key, value, entry.place);
          return plain ? [[`${entry.kind} ${entry.version}`, plain] as const] : [];
        }),
      );
      const facts = key ? factsOrNull(() => factsOf(verification)) : null;
      return [
        row.id,
        {
          verification,
          opened,
          lastVersion: lastVersions.get(row.id),
          now: { version: row.version, status: row.status, facts },
        },
      ];
    }),
  );
}

/** A value that does not open was altered, and is compared as missing. */
function factsOrNull<Value>(open: () => Value): Value | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
