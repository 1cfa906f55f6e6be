import type { Kysely } from 'kysely';
import { canonicalJson } from '../../domain/log/canonical-json';
import type { DataKeys } from '../encryption/data-keys';
import type { RevealRow, Tables } from '../schema';
import type { LoggedRecord } from './contract';
import { type Opened, openOrNull } from './salts';

const batchSize = 500;

type Revealed = Pick<RevealRow, 'verification_id' | 'caller' | 'purpose' | 'at'>;

/** The entries of reveals, by verification and moment: what each commits to, null if that does not open. */
type Logged = ReadonlyMap<string, readonly (Opened | null)[]>;

/** Every reveal, oldest first, with what its entry commits to. */
export async function* revealRecords(db: Kysely<Tables>, dataKeys: DataKeys): AsyncIterable<LoggedRecord> {
  const rows = await db
    .selectFrom('reveal')
    .select(['verification_id', 'caller', 'at', 'purpose'])
    .orderBy('at')
    .orderBy('verification_id')
    .execute();
  const groups = groupsOf(rows);
  for (let start = 0; start < groups.length; start += batchSize) {
    const batch = groups.slice(start, start + batchSize);
    const ids = [...new Set(batch.flatMap((group) => group.map((row) => row.verification_id)))];
    const erased = await erasedAmong(db, ids);
    const logged = await readLogged(db, dataKeys, ids);
    for (const group of batch) {
      for (const { row, opened } of paired(group, logged)) {
        yield {
          entry: { kind: 'reveal', id: row.verification_id, recordedAt: row.at },
          opened,
          isErased: erased(row.verification_id),
          now: null,
          facts: factsOfReveal(row),
        };
      }
    }
  }
}

/** The facts that the entry of a reveal commits to. */
function factsOfReveal({ verification_id: verificationId, caller, purpose, at }: Revealed): string {
  return canonicalJson({ verificationId, caller, purpose, at });
}

/** Reveals of one verification at the same moment have entries that look alike. */
function groupsOf(rows: readonly Revealed[]): Revealed[][] {
  const groups: Revealed[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    if (last && first?.at === row.at && first.verification_id === row.verification_id) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** The rows in the order of their entries: each with the entry that commits to it, or else with one that is left. */
function paired(group: readonly Revealed[], logged: Logged) {
  const [first] = group;
  const left = [...group];
  const takeFor = (opened: Opened | null) => {
    const place = left.findIndex((row) => opened?.facts === factsOfReveal(row));
    return place < 0 ? undefined : left.splice(place, 1)[0];
  };
  const entries = (first && logged.get(nameOf(first.verification_id, first.at))) ?? [];
  const matches = entries.map((opened) => ({ opened, row: takeFor(opened) }));
  const rows = matches.flatMap(({ opened, row = left.shift() }) => (row ? [{ row, opened }] : []));
  return [...rows, ...left.map((row) => ({ row, opened: null }))];
}

function nameOf(verificationId: string, at: number): string {
  return `${verificationId} ${at}`;
}

/** Verifications that are redacted, or gone. */
async function erasedAmong(db: Kysely<Tables>, ids: readonly string[]): Promise<(id: string) => boolean> {
  const open = await db
    .selectFrom('verification')
    .select('id')
    .where('id', 'in', ids)
    .where('redacted_at', 'is', null)
    .execute();
  const known = new Set(open.map(({ id }) => id));
  return (id) => !known.has(id);
}

async function readLogged(db: Kysely<Tables>, dataKeys: DataKeys, ids: readonly string[]): Promise<Logged> {
  const rows = await db
    .selectFrom('log_entry')
    .leftJoin('verification', 'verification.id', 'log_entry.subject_id')
    .select(['log_entry.place', 'log_entry.entry', 'log_entry.sealed', 'verification.data_key_id'])
    .where('log_entry.subject_id', 'in', ids)
    .where('log_entry.feed_place', 'is', null)
    .where('log_entry.kind', '=', 'reveal')
    .orderBy('log_entry.place')
    .execute();
  const keys = await dataKeys.load(rows.map((row) => row.data_key_id ?? ''));
  const logged = new Map<string, (Opened | null)[]>();
  for (const { place, entry, sealed, data_key_id } of rows) {
    const { id, recordedAt } = JSON.parse(entry) as { readonly id: string; readonly recordedAt: string };
    const key = keys.of({ data_key_id: data_key_id ?? '' });
    const name = nameOf(id, Date.parse(recordedAt));
    const opened = key && sealed ? openOrNull(key, sealed, place) : null;
    logged.set(name, [...(logged.get(name) ?? []), opened]);
  }
  return logged;
}
