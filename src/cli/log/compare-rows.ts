import { createHmac } from 'node:crypto';
import { canonical, type Entry, type Find } from './verify-log';

export interface LoggedRow {
  /** The members of its entry, without the commitment. */
  readonly entry: Entry;
  /** Salt and facts of the entry's commitment; null if they cannot be opened. */
  readonly opened: { readonly salt: Buffer; readonly facts: unknown } | null;
  /** Whether it was destroyed with the person's data, so that the commitment cannot be checked. */
  readonly isErased: boolean;
  /** For the newest event of a verification: how the database has the verification, facts included. */
  readonly now: { readonly version: unknown; readonly status: unknown; readonly facts: unknown } | null;
  /** The facts that the row itself holds and that never change, such as those of a reveal; null for a row without any. */
  readonly facts: unknown;
  /** True for a row that is too young to accuse it of having no entry. */
  readonly isYoung: boolean;
}

/** Kinds whose entries all have a row. */
const kindsOfRows = new Set(['event', 'case', 'reveal', 'consent']);

function nameOf({ kind, id, version, recordedAt, status }: Entry): string {
  return canonical([
    kind ?? null,
    id ?? null,
    version ?? recordedAt ?? null,
    version === undefined ? (status ?? null) : null,
  ]);
}

/** Compares the rows, in the order of their events, with the entries. Returns how many are too young to be accused. */
export async function compareRows(
  rows: AsyncIterable<LoggedRow>,
  entries: readonly (Entry | null)[],
  finds: Find[],
): Promise<number> {
  const found = (what: Find['what'], index: number | null, id: unknown, text: string) =>
    void finds.push({ what, index, id: id === undefined ? null : String(id), text });
  const places = new Map<string, number[]>();
  entries.forEach((entry, index) => {
    if (!entry || !kindsOfRows.has(String(entry['kind']))) return;
    places.set(nameOf(entry), [...(places.get(nameOf(entry)) ?? []), index]);
  });
  let young = 0;
  let last = -1;
  for await (const row of rows) {
    const { id } = row.entry;
    const index = places.get(nameOf(row.entry))?.shift();
    const entry = index === undefined ? null : entries[index];
    if (index === undefined || !entry) {
      if (row.isYoung) young += 1;
      else
        found('inserted', null, id, `the database has ${describe(row.entry)}, which has no entry in the log`);
      continue;
    }
    const { commitment, ...logged } = entry;
    for (const member of new Set([...Object.keys(logged), ...Object.keys(row.entry)])) {
      const [before, now] = [logged[member], row.entry[member]];
      if (before !== now)
        found('changed', index, id, `${member} is ${before} in the log and ${now} in the database`);
    }
    const facts = row.opened && canonical(row.opened.facts);
    if (
      row.opened &&
      createHmac('sha256', row.opened.salt)
        .update(facts ?? '')
        .digest('base64url') !== commitment
    ) {
      found('changed', index, id, 'the kept facts are not those that the entry commits to');
    }
    if (!row.opened && !row.isErased) {
      found('changed', index, id, 'the facts that the entry commits to are gone or do not open');
    }
    for (const member of ['version', 'status'] as const) {
      if (!row.now || row.now[member] === entry[member]) continue;
      const text = `${member} is ${entry[member]} in the log, and the verification has ${row.now[member]}`;
      found('changed', index, id, text);
    }
    if (row.now && row.opened && canonical(row.now.facts) !== facts) {
      found('changed', index, id, "the person's data in the database is not what the entry commits to");
    }
    if (row.facts !== null && row.opened && canonical(row.facts) !== facts) {
      found('changed', index, id, `the ${entry['kind']} in the database is not what the entry commits to`);
    }
    if (entry['kind'] !== 'event') continue;
    if (index < last) found('reordered', index, id, `the database has it after the event of entry ${last}`);
    last = Math.max(last, index);
  }
  for (const index of [...places.values()].flat()) {
    const entry = entries[index];
    if (entry) found('removed', index, entry['id'], `the database does not have ${describe(entry)} any more`);
  }
  return young;
}

function describe({ kind, version, recordedAt }: Entry): string {
  return `the ${kind}${version === undefined ? '' : ` of version ${version}`} of ${recordedAt}`;
}
