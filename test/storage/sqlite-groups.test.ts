import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../src/storage/open-store';
import type { Store } from '../../src/storage/store';
import { temporaryFolder } from '../support/temporary-folder';
import { at, change, draft, happens, nothingNew, oneTo, settings } from './samples';

const folder = temporaryFolder();
const path = join(folder.path, 'realname.db');
let store: Store;

beforeAll(async () => {
  store = await openStore(settings(`sqlite:${path}`));
  for (const n of oneTo(20)) await store.verifications.create(draft(`v-${n}`, { guid: `account-${n}` }));
});

afterAll(async () => {
  await store.close();
  folder.remove();
});

describe('changes that come at the same time', () => {
  it('share one commit', async () => {
    const before = commitsIn(`${path}-wal`);
    await Promise.all(oneTo(20).map((n) => change(store, `v-${n}`, nothingNew, at(n))));
    expect(commitsIn(`${path}-wal`) - before).toBe(1);
  });

  it('have commits of their own if they come one after another', async () => {
    const before = commitsIn(`${path}-wal`);
    for (const n of oneTo(3)) await change(store, `v-${n}`, nothingNew, at(n));
    expect(commitsIn(`${path}-wal`) - before).toBe(3);
  });

  it('are all visible as soon as the first has its result', async () => {
    const other = new DatabaseSync(path, { readOnly: true });
    try {
      const versions = () => other.prepare('select sum(version) as sum from verification').get()?.['sum'];
      const before = Number(versions());
      const changes = oneTo(20).map((n) => change(store, `v-${n}`, nothingNew, at(n)));
      expect(await Promise.race(changes.map((changed) => changed.then(versions)))).toBe(before + 20);
      await Promise.all(changes);
    } finally {
      other.close();
    }
  });

  it('are all stored except the one that fails', async () => {
    const before = await store.verifications.find(['v-1', 'v-2', 'v-3']);
    const decisions = oneTo(3).map((n) =>
      store.verifications.change(`v-${n}`, (verification) => {
        const next = happens(nothingNew, at(n))(verification);
        // Its version is taken: what is written of it before that cannot stay.
        return n === 2 && next ? { ...next, event: { ...next.event, version: 1 } } : next;
      }),
    );
    const outcomes = await Promise.allSettled(decisions);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const after = await store.verifications.find(['v-1', 'v-2', 'v-3']);
    const grown = oneTo(3).map(
      (n) => Number(after.get(`v-${n}`)?.version) - Number(before.get(`v-${n}`)?.version),
    );
    expect(grown).toEqual([1, 0, 1]);
    const histories = await store.events.histories(['v-1', 'v-2', 'v-3']);
    for (const [id, events] of histories) {
      expect(events.map(({ version }) => version)).toEqual(oneTo(Number(after.get(id)?.version)));
      expect(events.map(({ sequence }) => sequence)).toEqual(oneTo(events.length));
    }
  });

  it('all fail if the database cannot be written', async () => {
    const other = new DatabaseSync(path);
    try {
      const before = await store.events.histories(['v-1', 'v-2']);
      // A table gone is a fault that every one of them meets.
      other.exec('alter table verification_event rename to elsewhere');
      const outcomes = await Promise.allSettled(
        oneTo(2).map((n) => store.verifications.change(`v-${n}`, happens(nothingNew, at(n)))),
      );
      other.exec('alter table elsewhere rename to verification_event');
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(await store.events.histories(['v-1', 'v-2'])).toEqual(before);
      await change(store, 'v-1', nothingNew, at(1));
    } finally {
      other.close();
    }
  });
});

/** Frames of the write-ahead log that end a transaction (sqlite.org/fileformat2.html, section 4.1). */
function commitsIn(log: string): number {
  const bytes = readFileSync(log);
  const pageSize = bytes.readUInt32BE(8);
  let commits = 0;
  for (let frame = 32; frame + 24 + pageSize <= bytes.length; frame += 24 + pageSize) {
    const isOfThisLog = bytes.compare(bytes, 16, 24, frame + 8, frame + 16) === 0;
    if (isOfThisLog && bytes.readUInt32BE(frame + 4) > 0) commits += 1;
  }
  return commits;
}
