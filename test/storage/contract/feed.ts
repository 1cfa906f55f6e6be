import type { FeedEntry } from '../../../src/storage/events/contract';
import type { Store } from '../../../src/storage/store';
import { at, change, draft, nothingNew, oneTo, pushed } from '../samples';
import type { CurrentStore } from '../store-contract';

/** Gives every committed event its place, in a store that does not do so in the commit. */
export async function placeAll({ sequencing }: Store): Promise<void> {
  while (sequencing && (await sequencing.place(2000)) > 0);
}

export function namesOf(entries: readonly FeedEntry[]): string[] {
  return entries.map(({ event }) => `${event.verificationId}.${event.version}`);
}

export function describeFeed(current: CurrentStore): void {
  describe('the feed', () => {
    async function fill(): Promise<Store> {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.create(draft('w-1', { guid: 'account-2', environment: 'SANDBOX' }));
      await change(store, 'v-1', nothingNew, at(9));
      await change(store, 'w-1', pushed(at(5)), at(5));
      // The clock was set back.
      await change(store, 'v-1', pushed(at(1)), at(1));
      await placeAll(store);
      return store;
    }
    const all = ['v-1.1', 'w-1.1', 'v-1.2', 'w-1.2', 'v-1.3'];

    it('has every event in one order, whatever the clock says', async () => {
      const store = await fill();
      const entries = await store.feed.after(0, 100);
      expect(namesOf(entries)).toEqual(all);
      const [first] = entries;
      if (!first) throw new Error('expected an entry');
      expect(entries.map(({ place }) => place - first.place)).toEqual([0, 1, 2, 3, 4]);
      expect(await store.events.after('v-1', 0, 9)).toEqual(
        entries.map(({ event }) => event).filter(({ verificationId }) => verificationId === 'v-1'),
      );
    });

    it('goes on after any place, up to the limit', async () => {
      const store = await fill();
      const entries = await store.feed.after(0, 100);
      for (const [index, { place }] of entries.entries()) {
        expect(namesOf(await store.feed.after(place, 2))).toEqual(all.slice(index + 1, index + 3));
      }
    });

    it('finds the events that a filter matches, and says how far it has searched', async () => {
      const store = await fill();
      const entries = await store.feed.after(0, 100);
      const last = await store.feed.last();
      expect(last).toEqual({ place: entries.at(-1)?.place, tag: entries.at(-1)?.tag });
      const search = async (filter: Parameters<Store['feed']['matching']>[0]['filter'], limit = 100) =>
        store.feed.matching({ after: 0, filter, limit });
      const found = async (filter: Parameters<typeof search>[0]) => namesOf((await search(filter)).entries);
      expect(await found({})).toEqual(all);
      expect(await found({ guid: 'account-2' })).toEqual(['w-1.1', 'w-1.2']);
      expect(await found({ guid: 'a\0b' })).toEqual([]);
      expect(await found({ status: ['APPROVED'] })).toEqual(['w-1.2', 'v-1.3']);
      expect(await found({ cause: ['REQUESTED', 'PROVIDER_QUERY'] })).toEqual(['v-1.1', 'w-1.1', 'v-1.2']);
      expect(await found({ environment: 'SANDBOX' })).toEqual(['w-1.1', 'w-1.2']);
      expect(await found({ provider: ['ONENET'], method: ['ONENET_PAGE'], status: ['PENDING'] })).toEqual([
        'v-1.1',
        'w-1.1',
        'v-1.2',
      ]);
      expect(await found({ provider: ['YUXIN'] })).toEqual([]);
      for (const empty of [{ provider: [] }, { method: [] }, { status: [] }, { cause: [] }]) {
        expect(await found(empty)).toEqual([]);
      }
      expect(await search({ guid: 'account-2' })).toMatchObject({ searchedTo: last, hasMore: false });
      const page = await search({ guid: 'account-2' }, 1);
      expect(namesOf(page.entries)).toEqual(['w-1.1']);
      expect(page).toMatchObject({ searchedTo: { place: entries[1]?.place }, hasMore: true });
      expect(await search({}, 0)).toEqual({ entries: [], searchedTo: null, hasMore: true });
      const after = last?.place ?? 0;
      expect(await store.feed.matching({ after, filter: {}, limit: 9 })).toEqual({
        entries: [],
        searchedTo: null,
        hasMore: false,
      });
    });

    it('knows the place of an event, and what stands at a place', async () => {
      const store = await fill();
      const entries = await store.feed.after(0, 100);
      const keys = [{ verificationId: 'v-9', version: 1 }, ...entries.map(({ event }) => event)];
      const places = entries.map(({ place, tag }) => ({ place, tag }));
      expect(await store.feed.placesOf(keys)).toEqual([null, ...places]);
      for (const place of places) expect(await store.feed.at(place.place)).toEqual(place);
      expect(await store.feed.at((places.at(-1)?.place ?? 0) + 1)).toBeNull();
    });

    it('is empty before the first event', async () => {
      const store = current();
      await placeAll(store);
      expect(await store.feed.after(0, 100)).toEqual([]);
      expect(await store.feed.last()).toBeNull();
    });

    it('wakes its readers when events have got their places', async () => {
      const store = current();
      const wake = store.changes.listen({ all: 'placed' });
      const committed = store.changes.listen({ all: 'committed' });
      await store.verifications.create(draft('v-1'));
      await committed.next();
      await placeAll(store);
      await wake.next();
      expect(namesOf(await store.feed.after(0, 9))).toEqual(['v-1.1']);
      wake.close();
      committed.close();
    });

    it('tags each place at random', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      for (const n of oneTo(5)) await change(store, 'v-1', nothingNew, at(n));
      await placeAll(store);
      const tags = (await store.feed.after(0, 100)).map(({ tag }) => tag);
      expect(new Set(tags).size).toBe(6);
      for (const tag of tags) expect(tag).toMatch(/^[0-9a-f]{12}$/);
    });
  });
}
