import { createHash, createHmac } from 'node:crypto';
import { factsOf } from '../../../src/domain/log/facts';
import type { Store } from '../../../src/storage/store';
import { at, change, draft, everythingPersonal, nothingNew, oneTo, pushed, read } from '../samples';
import type { CurrentStore } from '../store-contract';
import { namesOf, placeAll } from './feed';

interface Entry {
  readonly kind: string;
  readonly id?: string;
  readonly version?: number;
  readonly status?: string;
  readonly recordedAt: string;
  readonly commitment?: string;
}

/** Adds entries until nothing waits for one, and returns their number. */
async function appendAll(store: Store, most: number): Promise<number> {
  await placeAll(store);
  let all = 0;
  for (let added = await store.log.append(most); added > 0; added = await store.log.append(most)) {
    expect(added).toBeLessThanOrEqual(most);
    all += added;
    // Otherwise a bug would add entries for ever.
    expect(all).toBeLessThan(1000);
  }
  return all;
}

async function entriesOf(store: Store): Promise<Entry[]> {
  const { size = 0 } = (await store.log.state()) ?? {};
  const entries = await store.log.entries(0, size);
  expect(entries).toHaveLength(size);
  return entries.map((entry) => JSON.parse(entry.toString()) as Entry);
}

const nameOf = ({ id, version }: Entry) => `${id}.${version}`;
const reveal = (verificationId: string, ms: number) => ({
  verificationId,
  caller: 'staff-1',
  purpose: 'a complaint',
  at: at(ms),
});

export function describeLog(current: CurrentStore): void {
  describe('the transparency log', () => {
    const identity = { origin: 'log.example/log', vkey: 'log.example/log+00000000+AA==' };

    async function begun(): Promise<Store> {
      const store = current();
      await store.log.begin(identity);
      await store.log.keep();
      return store;
    }

    it('has one entry for each event, in the order of the feed, however many are added at once', async () => {
      const store = await begun();
      let events = 0;
      for (const [most, people] of [
        [1, 2],
        [3, 5],
        [100, 7],
      ] as const) {
        for (const n of oneTo(people)) {
          const id = `v-${most}-${n}`;
          await store.verifications.create(draft(id, { guid: `account-${n % 3}` }));
          await change(store, id, nothingNew, at(n));
          if (n % 2 === 0) await change(store, id, pushed(at(n)), at(n));
        }
        events += await appendAll(store, most);
      }
      const feed = namesOf(await store.feed.after(0, 1000));
      expect((await entriesOf(store)).map(nameOf)).toEqual(feed);
      expect(events).toBe(feed.length);
      expect(await store.log.append(100)).toBe(0);
    });

    it('has the hash of every leaf, with the prefix of leaves, and of every full tile', async () => {
      const store = await begun();
      for (const n of oneTo(260)) {
        await store.log.wait({ kind: 'policy', id: `policy/${n}`, recordedAt: at(n).getTime() });
      }
      expect(await appendAll(store, 100)).toBe(260);
      const sha256 = (...parts: readonly Uint8Array[]) =>
        createHash('sha256').update(Buffer.concat(parts)).digest();
      const leaves = (await store.log.entries(0, 260)).map((entry) => sha256(Buffer.of(0), entry));
      expect((await store.log.hashes(0, 0, 1000)).map((hash) => Buffer.from(hash))).toEqual(leaves);
      let row = leaves.slice(0, 256);
      while (row.length > 1) {
        row = row.flatMap((left, place) =>
          place % 2 === 0 ? [sha256(Buffer.of(1), left, row[place + 1] as Buffer)] : [],
        );
      }
      expect((await store.log.hashes(1, 0, 10)).map((hash) => Buffer.from(hash))).toEqual(row);
    });

    it('has one entry for each reveal, which commits to who saw it and why', async () => {
      const store = await begun();
      await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
      await store.reveals.recordOfReport([reveal('v-1', 1), reveal('v-1', 1), reveal('v-1', 2)]);
      await appendAll(store, 2);
      await store.reveals.recordOfReport([reveal('v-1', 3)]);
      await appendAll(store, 2);
      const reveals = (await entriesOf(store)).filter(({ kind }) => kind === 'reveal');
      expect(reveals.map(({ recordedAt }) => Date.parse(recordedAt) - at(0).getTime())).toEqual([1, 1, 2, 3]);
      const opened = (await store.log.commitmentsOf('v-1')).filter(({ version }) => version === null);
      expect(opened.map(({ facts }) => JSON.parse(facts) as unknown)).toEqual(
        [1, 1, 2, 3].map((ms) => ({ ...reveal('v-1', ms), at: at(ms).getTime() })),
      );
    });

    it('commits to facts with a random salt of the verification, which opens with its key', async () => {
      const store = await begun();
      for (const id of ['v-1', 'v-2']) {
        await store.verifications.create(draft(id, { personal: everythingPersonal }));
      }
      await appendAll(store, 100);
      await change(store, 'v-1', nothingNew, at(1));
      await appendAll(store, 100);
      const entries = await entriesOf(store);
      const [first, second] = [await store.log.commitmentsOf('v-1'), await store.log.commitmentsOf('v-2')];
      for (const { index, salt, facts, version } of [...first, ...second]) {
        const entry = entries[index];
        expect(entry?.version).toBe(version);
        expect(salt).toHaveLength(32);
        expect(facts).toContain('"identityNo"');
        expect(entry?.commitment).toBe(createHmac('sha256', salt).update(facts).digest('base64url'));
      }
      expect(first[1]?.facts).toBe(factsOf(await read(store, 'v-1')));
      expect(second[0]?.facts).toBe(factsOf(await read(store, 'v-2')));
      const salts = [...first, ...second].map(({ salt }) => salt.toString('hex'));
      expect(first.map(({ version }) => version)).toEqual([1, 2]);
      expect(salts[0]).toBe(salts[1]);
      expect(new Set(salts).size).toBe(2);
    });

    it('commits to nothing of a verification that was redacted before its entry', async () => {
      const store = await begun();
      await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
      await appendAll(store, 100);
      await store.reveals.recordOfReport([reveal('v-1', 1)]);
      await change(store, 'v-1', { kind: 'redacted' }, at(2));
      await store.retention.destroyRedacted(['v-1']);
      await appendAll(store, 100);
      const entries = await entriesOf(store);
      const ofPerson = entries.filter(({ id }) => id === 'v-1');
      expect(ofPerson.map(({ kind, version }) => `${kind} ${version ?? '-'}`).sort()).toEqual([
        'event 1',
        'event 2',
        'reveal -',
      ]);
      // The first entry keeps its commitment, and the salt that it needs is gone.
      expect(ofPerson.map(({ commitment }) => commitment !== undefined)).toEqual([true, false, false]);
      expect(entries.filter(({ kind }) => kind === 'redaction')).toHaveLength(1);
      expect(await store.log.commitmentsOf('v-1')).toEqual([]);
    });

    it('adds nothing twice if two processes add at the same time', async () => {
      const store = await begun();
      for (const n of oneTo(20)) await store.verifications.create(draft(`v-${n}`));
      await placeAll(store);
      const added = await Promise.all([store.log.append(13), store.log.append(13)]);
      const more = await appendAll(store, 13);
      const names = (await entriesOf(store)).map(nameOf);
      expect(names).toEqual(namesOf(await store.feed.after(0, 100)));
      expect(added.reduce((sum, count) => sum + count, more)).toBe(20);
    });

    it('has nothing of what happens while it rests, and all of it once it is kept again', async () => {
      const store = await begun();
      await store.log.rest();
      await store.verifications.create(draft('v-1'));
      await store.reveals.recordOfReport([reveal('v-1', 1)]);
      expect(await store.log.oldestWaiting()).toBeNull();
      await store.log.keep();
      expect(await store.log.oldestWaiting()).not.toBeNull();
      await appendAll(store, 100);
      expect((await entriesOf(store)).map(({ kind }) => kind)).toEqual(['event', 'reveal']);
    });
  });
}
