import type { ListQuery, VerificationFilter } from '../../../src/storage/store';
import { at, change, draft, oneTo, pushed } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeListing(current: CurrentStore): void {
  /** Every page from the newest to the last, each asked for by the end of the one before. */
  async function pages(filter: VerificationFilter, limit: number): Promise<string[][]> {
    const all: string[][] = [];
    let after: ListQuery['after'];
    for (let hasMore = true; hasMore; ) {
      const page = await current().list({ filter, limit, ...(after && { after }) });
      all.push(page.items.map(({ id }) => id));
      const last = page.items.at(-1);
      after = last && { createdAt: last.createdAt, id: last.id };
      hasMore = page.hasMore;
    }
    return all;
  }

  const ids = async (filter: VerificationFilter) => (await pages(filter, 100)).flat();

  describe('list', () => {
    it('is empty where there is nothing', async () => {
      expect(await current().list({ filter: {}, limit: 5 })).toEqual({ items: [], hasMore: false });
    });

    it('is newest first, and says whether there is more', async () => {
      const store = current();
      for (const [id, time] of [
        ['v-1', 20],
        ['v-2', 30],
        ['v-3', 10],
      ] as const) {
        await store.create(draft(id, { createdAt: at(time) }));
      }
      expect(await pages({}, 2)).toEqual([['v-2', 'v-1'], ['v-3']]);
      expect(await pages({}, 3)).toEqual([['v-2', 'v-1', 'v-3']]);
    });

    it('neither misses nor repeats those that were created in the same millisecond', async () => {
      const store = current();
      for (const n of [4, 1, 6, 3, 7, 2, 5]) await store.create(draft(`v-${n}`, { createdAt: at(1) }));
      await store.create(draft('v-0', { createdAt: at(2) }));
      await store.create(draft('v-9', { createdAt: at(0) }));
      const expected = ['v-0', 'v-7', 'v-6', 'v-5', 'v-4', 'v-3', 'v-2', 'v-1', 'v-9'];
      for (const limit of [1, 2, 3, 4]) expect((await pages({}, limit)).flat()).toEqual(expected);
    });

    it('goes on behind the key, whatever came or went meanwhile', async () => {
      const store = current();
      for (const n of oneTo(3)) await store.create(draft(`v-${n}`, { createdAt: at(n) }));
      const after = { createdAt: at(3), id: 'v-3' };
      await store.create(draft('v-4', { createdAt: at(4) }));
      const page = await store.list({ filter: {}, limit: 5, after });
      expect(page.items.map(({ id }) => id)).toEqual(['v-2', 'v-1']);
      // The key need not be of one that exists.
      const between = await store.list({ filter: {}, limit: 5, after: { createdAt: at(2), id: 'v-1z' } });
      expect(between.items.map(({ id }) => id)).toEqual(['v-1']);
    });

    it('can be had for one account, provider, method or status, and for several', async () => {
      const store = current();
      await store.create(draft('v-1', { createdAt: at(1) }));
      await store.create(draft('v-2', { createdAt: at(2), guid: 'account-2' }));
      await store.create(draft('v-3', { createdAt: at(3), provider: 'UCENTER', method: 'IMPORT' }));
      await store.create(
        draft('v-4', { createdAt: at(4), provider: 'YUXIN', method: 'MOBILE_OWNER', guid: null }),
      );
      await change(store, 'v-3', pushed(at(9)), at(9));

      expect(await ids({ guid: 'account-1' })).toEqual(['v-3', 'v-1']);
      expect(await ids({ provider: ['UCENTER'] })).toEqual(['v-3']);
      expect(await ids({ provider: ['UCENTER', 'YUXIN'] })).toEqual(['v-4', 'v-3']);
      expect(await ids({ method: ['ONENET_PAGE', 'MOBILE_OWNER'] })).toEqual(['v-4', 'v-2', 'v-1']);
      expect(await ids({ status: ['APPROVED'] })).toEqual(['v-3']);
      expect(await ids({ status: ['PENDING', 'APPROVED'], guid: 'account-1' })).toEqual(['v-3', 'v-1']);
      expect(await ids({ status: ['APPROVED'], method: ['ONENET_PAGE'] })).toEqual([]);
    });

    it('matches nothing where none is allowed', async () => {
      await current().create(draft('v-1'));
      expect(await ids({ status: [] })).toEqual([]);
    });

    it('can be had for what was created after one moment and before another, both left out', async () => {
      const store = current();
      for (const n of oneTo(4)) await store.create(draft(`v-${n}`, { createdAt: at(n) }));
      expect(await ids({ createdAfter: at(2) })).toEqual(['v-4', 'v-3']);
      expect(await ids({ createdBefore: at(3) })).toEqual(['v-2', 'v-1']);
      expect(await ids({ createdAfter: at(1), createdBefore: at(4) })).toEqual(['v-3', 'v-2']);
    });

    it('filters every page alike', async () => {
      const store = current();
      for (const n of oneTo(9)) {
        await store.create(draft(`v-${n}`, { createdAt: at(1), guid: n % 2 ? 'account-1' : 'account-2' }));
      }
      expect(await pages({ guid: 'account-1' }, 2)).toEqual([['v-9', 'v-7'], ['v-5', 'v-3'], ['v-1']]);
    });
  });

  describe('latest', () => {
    it('is the newest of each account and method, in the order asked', async () => {
      const store = current();
      await store.create(draft('v-1', { createdAt: at(1) }));
      await store.create(draft('v-2', { createdAt: at(3), method: 'IMPORT' }));
      await store.create(draft('v-3', { createdAt: at(2) }));
      await store.create(draft('v-4', { createdAt: at(9), guid: 'account-2' }));
      const found = await store.latest([
        { guid: 'account-2', method: null },
        { guid: 'account-1', method: 'ONENET_PAGE' },
        { guid: 'account-1', method: null },
        { guid: 'account-1', method: 'ECARD' },
        { guid: 'nobody', method: null },
        { guid: 'account-1', method: 'ONENET_PAGE' },
      ]);
      expect(found.map((one) => one?.id ?? null)).toEqual(['v-4', 'v-3', 'v-2', null, null, 'v-3']);
    });

    it('is the one that the list has first, also among those of the same millisecond', async () => {
      const store = current();
      for (const n of [2, 3, 1]) await store.create(draft(`v-${n}`, { createdAt: at(1) }));
      const [newest] = await store.latest([{ guid: 'account-1', method: null }]);
      expect(newest?.id).toBe((await ids({ guid: 'account-1' }))[0]);
    });

    it('is nothing where nothing is asked', async () => {
      expect(await current().latest([])).toEqual([]);
    });
  });
}
