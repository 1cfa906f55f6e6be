import { membersOf } from '../../domain/log/entry';
import type { LogReads } from '../../storage/log/contract';
import type { LoggedRow } from './compare-rows';
import type { Entry } from './verify-log';

/** A row without an entry is accused once it is older than this, in milliseconds. */
const youngMs = 10_000;
const batchSize = 1000;

/** The rows of the database, for `compareRows`. */
export async function* databaseRows(log: LogReads, now: Date): AsyncIterable<LoggedRow> {
  const unpublished = await unpublishedNames(log);
  for await (const { entry, opened, isErased, now: stands, facts } of await log.rows()) {
    const members = membersOf(entry);
    yield {
      entry: members,
      opened: opened && { salt: opened.salt, facts: JSON.parse(opened.facts) as unknown },
      isErased,
      now: stands && {
        ...stands,
        facts: stands.facts === null ? null : (JSON.parse(stands.facts) as unknown),
      },
      facts: facts === null ? null : (JSON.parse(facts) as unknown),
      isYoung: entry.recordedAt > now.getTime() - youngMs || unpublished.has(nameOf(members)),
    };
  }
}

/** Entries that no published checkpoint has yet, because witnesses are missing. */
async function unpublishedNames(log: LogReads): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  const state = await log.state();
  if (!state) return names;
  for (let from = state.publishedSize; from < state.size; from += batchSize) {
    const entries = await log.entries(from, Math.min(batchSize, state.size - from));
    for (const entry of entries) names.add(nameOf(JSON.parse(entry.toString()) as Entry));
  }
  return names;
}

function nameOf({ kind, id, version, recordedAt }: Entry): string {
  return [kind, id, version, recordedAt].join(' ');
}
