import { type Kysely, sql } from 'kysely';

interface Dialect {
  readonly name: 'sqlite' | 'postgres';
}

/**
 * The feed: one order of all events, which never changes. Each place has a random tag, so that a cursor of a history
 * that a restored backup has undone is recognised even after its place is used again.
 *
 * Triggers do the work, because the previous release writes events as well while one release replaces the other. On
 * SQLite, which has one writer, an event gets its place in its own commit. On PostgreSQL commits overlap, and a place
 * that is given before the commit could appear before one that a reader has passed: there an event waits, and
 * place_events gives places to what is committed.
 */
export function feed({ name }: Dialect) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await (name === 'sqlite' ? upOnSqlite(db) : upOnPostgres(db));
      await sql`create unique index event_feed_event on event_feed (verification_id, version)`.execute(db);
    },
  };
}

/** Existing events by their time; the clock may have been set back, and versions must rise all the same. */
const existingInOrder = sql`select verification_id, version from (
    select verification_id, version,
      max(recorded_at) over (partition by verification_id order by version) as reached_at
    from verification_event
  ) existing order by reached_at, verification_id, version`;

async function upOnSqlite(db: Kysely<unknown>): Promise<void> {
  const tag = sql`lower(hex(randomblob(6)))`;
  await sql`create table event_feed (
      place integer primary key autoincrement,
      tag text not null default (${tag}),
      verification_id text not null,
      version integer not null
    )`.execute(db);
  await sql`insert into event_feed (verification_id, version) ${existingInOrder}`.execute(db);
  await sql`create trigger place_event after insert on verification_event
    begin
      insert into event_feed (verification_id, version) values (new.verification_id, new.version);
    end`.execute(db);
}

async function upOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create table event_feed (
      place bigint primary key,
      tag text not null default substr(replace(gen_random_uuid()::text, '-', ''), 1, 12),
      verification_id text not null,
      version integer not null
    )`.execute(db);
  // A later version of a verification is inserted after the earlier one is committed: its id is greater.
  await sql`create table event_waiting (
      id bigint generated always as identity primary key,
      verification_id text not null,
      version integer not null
    )`.execute(db);
  await sql`create function await_place() returns trigger language plpgsql as $await$
    begin
      insert into event_waiting (verification_id, version) values (new.verification_id, new.version);
      return null;
    end
  $await$`.execute(db);
  // Locks the table against other writers until this is committed: no event is left out.
  await sql`create trigger await_place after insert on verification_event
    for each row execute function await_place()`.execute(db);
  await sql`insert into event_feed (place, verification_id, version)
    select row_number() over (), verification_id, version from (${existingInOrder}) ordered`.execute(db);
  // One statement for its caller: a process that stops in the middle of its work cannot keep the lock. Each statement
  // of a volatile function sees what was committed before that statement, so also what others placed before the lock.
  await sql`create function place_events(most integer) returns integer language plpgsql volatile as $place$
    declare
      placed integer;
    begin
      if not exists (select from event_waiting) then
        return 0;
      end if;
      perform pg_advisory_xact_lock(hashtextextended('place events', 0));
      with taken as (
        delete from event_waiting
        where id in (select id from event_waiting order by id limit most)
        returning id, verification_id, version
      )
      insert into event_feed (place, verification_id, version)
      select
        coalesce((select max(place) from event_feed), 0) + row_number() over (order by id),
        verification_id,
        version
      from taken;
      get diagnostics placed = row_count;
      return placed;
    end
  $place$`.execute(db);
}
