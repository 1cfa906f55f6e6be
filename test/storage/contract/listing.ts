import type { Verification } from '../../../src/domain/verification/verification';
import type {
  ListOrder,
  ListQuery,
  PageKey,
  VerificationFilter,
} from '../../../src/storage/verifications/contract';
import { at, change, draft, nothingNew, oneTo, pushed } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeListing(current: CurrentStore): void {
  /** Every page from the newest to the last, each asked for by the end of the one before. */
  async function pages(filter: VerificationFilter, limit: number): Promise<string[][]> {
    const all: string[][] = [];
    let after: ListQuery['after'];
    for (let hasMore = true; hasMore; ) {
      const page = await current().verifications.list({ filter, limit, ...(after && { after }) });
      all.push(page.items.map(({ id }) => id));
      const last = page.items.at(-1);
      after = last && { at: last.createdAt, id: last.id };
      hasMore = page.hasMore;
    }
    return all;
  }

  const ids = async (filter: VerificationFilter) => (await pages(filter, 100)).flat();

  describe('verifications.list', () => {
    it('is empty for an empty store', async () => {
      expect(await current().verifications.list({ filter: {}, limit: 5 })).toEqual({
        items: [],
        hasMore: false,
      });
    });

    it('returns the newest first, and whether there are more', async () => {
      const store = current();
      for (const [id, time] of [
        ['v-1', 20],
        ['v-2', 30],
        ['v-3', 10],
      ] as const) {
        await store.verifications.create(draft(id, { createdAt: at(time) }));
      }
      expect(await pages({}, 2)).toEqual([['v-2', 'v-1'], ['v-3']]);
      expect(await pages({}, 3)).toEqual([['v-2', 'v-1', 'v-3']]);
    });

    it('neither misses nor repeats verifications created in the same millisecond', async () => {
      const store = current();
      for (const n of [4, 1, 6, 3, 7, 2, 5])
        await store.verifications.create(draft(`v-${n}`, { createdAt: at(1) }));
      await store.verifications.create(draft('v-0', { createdAt: at(2) }));
      await store.verifications.create(draft('v-9', { createdAt: at(0) }));
      const expected = ['v-0', 'v-7', 'v-6', 'v-5', 'v-4', 'v-3', 'v-2', 'v-1', 'v-9'];
      for (const limit of [1, 2, 3, 4]) expect((await pages({}, limit)).flat()).toEqual(expected);
    });

    it('continues after the key, whatever was added or removed meanwhile', async () => {
      const store = current();
      for (const n of oneTo(3)) await store.verifications.create(draft(`v-${n}`, { createdAt: at(n) }));
      const after = { at: at(3), id: 'v-3' };
      await store.verifications.create(draft('v-4', { createdAt: at(4) }));
      const page = await store.verifications.list({ filter: {}, limit: 5, after });
      expect(page.items.map(({ id }) => id)).toEqual(['v-2', 'v-1']);
      // The key need not be of one that exists.
      const between = await store.verifications.list({
        filter: {},
        limit: 5,
        after: { at: at(2), id: 'v-1z' },
      });
      expect(between.items.map(({ id }) => id)).toEqual(['v-1']);
    });

    it('filters by one account, provider, method or status, and by several', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { createdAt: at(1) }));
      await store.verifications.create(draft('v-2', { createdAt: at(2), guid: 'account-2' }));
      await store.verifications.create(
        draft('v-3', { createdAt: at(3), provider: 'UCENTER', method: 'IMPORT' }),
      );
      await store.verifications.create(
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

    it('matches nothing with an empty list', async () => {
      await current().verifications.create(draft('v-1'));
      expect(await ids({ status: [] })).toEqual([]);
    });

    it('filters by creation after one time and before another, both exclusive', async () => {
      const store = current();
      for (const n of oneTo(4)) await store.verifications.create(draft(`v-${n}`, { createdAt: at(n) }));
      expect(await ids({ createdAfter: at(2) })).toEqual(['v-4', 'v-3']);
      expect(await ids({ createdBefore: at(3) })).toEqual(['v-2', 'v-1']);
      expect(await ids({ createdAfter: at(1), createdBefore: at(4) })).toEqual(['v-3', 'v-2']);
    });

    it('filters by the last change after one moment and before another, both excluded', async () => {
      const store = current();
      for (const n of oneTo(4)) {
        await store.verifications.create(draft(`v-${n}`, { createdAt: at(n) }));
        await change(store, `v-${n}`, nothingNew, at(100 - n));
      }
      expect(await ids({ updatedAfter: at(97) })).toEqual(['v-2', 'v-1']);
      expect(await ids({ updatedBefore: at(98) })).toEqual(['v-4', 'v-3']);
    });

    it('filters by one environment, and by one reference', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { createdAt: at(1), environment: 'SANDBOX' }));
      await store.verifications.create(draft('v-2', { createdAt: at(2), clientReference: 'order-1' }));
      await store.verifications.create(draft('v-3', { createdAt: at(3), clientReference: 'order-10' }));
      await store.verifications.create(draft('v-4', { createdAt: at(4), clientReference: 'order-1' }));
      expect(await ids({ environment: 'SANDBOX' })).toEqual(['v-1']);
      expect(await ids({ environment: 'LIVE' })).toEqual(['v-4', 'v-3', 'v-2']);
      expect(await ids({ clientReference: 'order-1' })).toEqual(['v-4', 'v-2']);
      expect(await ids({ clientReference: 'Order-1' })).toEqual([]);
    });

    describe('in each order', () => {
      const orders = {
        CREATED_DESC: ['v-4', 'v-3', 'v-2', 'v-1', 'v-0'],
        CREATED_ASC: ['v-0', 'v-1', 'v-2', 'v-3', 'v-4'],
        // Changed last in the order of their names, but the last two at once.
        UPDATED_DESC: ['v-4', 'v-3', 'v-0', 'v-1', 'v-2'],
        UPDATED_ASC: ['v-2', 'v-1', 'v-0', 'v-3', 'v-4'],
      } as const;
      const changedAt = { 'v-2': 1001, 'v-1': 1002, 'v-0': 1003, 'v-3': 1004, 'v-4': 1004 };
      const keyOf = (order: ListOrder, { id, createdAt, updatedAt }: Verification): PageKey => ({
        at: order.startsWith('UPDATED') ? updatedAt : createdAt,
        id,
      });

      beforeEach(async () => {
        for (const n of oneTo(5)) {
          const id = `v-${n - 1}`;
          // Two of them in one millisecond.
          await current().verifications.create(draft(id, { createdAt: at(Math.min(n, 4)) }));
          await change(current(), id, nothingNew, at(changedAt[id as keyof typeof changedAt]));
        }
      });

      it.each(Object.entries(orders))('%s is complete, whatever the size of its pages', async (name, all) => {
        const order = name as ListOrder;
        for (const limit of oneTo(6)) {
          for (const fromEnd of [false, true]) {
            const found: string[] = [];
            let key: PageKey | undefined;
            for (let hasMore = true; hasMore; ) {
              const beyond = key && (fromEnd ? { before: key } : { after: key });
              const page = await current().verifications.list({
                filter: {},
                order,
                limit,
                fromEnd,
                ...beyond,
              });
              const pageIds = page.items.map(({ id }) => id);
              if (fromEnd) found.unshift(...pageIds);
              else found.push(...pageIds);
              const edge = fromEnd ? page.items.at(0) : page.items.at(-1);
              key = edge && keyOf(order, edge);
              hasMore = page.hasMore;
            }
            expect(found).toEqual(all);
          }
        }
      });

      it('can be cut at both ends', async () => {
        const list = (query: Partial<ListQuery>) =>
          current().verifications.list({ filter: {}, order: 'UPDATED_ASC', limit: 9, ...query });
        const [second, , fourth] = (await list({})).items.slice(1);
        if (!second || !fourth) throw new Error('the list is too short');
        const between = { after: keyOf('UPDATED_ASC', second), before: keyOf('UPDATED_ASC', fourth) };

        expect((await list(between)).items.map(({ id }) => id)).toEqual(['v-0']);
        expect((await list({ ...between, fromEnd: true, limit: 1 })).items.map(({ id }) => id)).toEqual([
          'v-0',
        ]);
      });
    });

    it('filters every page alike', async () => {
      const store = current();
      for (const n of oneTo(9)) {
        await store.verifications.create(
          draft(`v-${n}`, { createdAt: at(1), guid: n % 2 ? 'account-1' : 'account-2' }),
        );
      }
      expect(await pages({ guid: 'account-1' }, 2)).toEqual([['v-9', 'v-7'], ['v-5', 'v-3'], ['v-1']]);
    });
  });

  describe('verifications.latest', () => {
    it('returns the newest of each account and method, in the order of the keys', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { createdAt: at(1) }));
      await store.verifications.create(draft('v-2', { createdAt: at(3), method: 'IMPORT' }));
      await store.verifications.create(draft('v-3', { createdAt: at(2) }));
      await store.verifications.create(draft('v-4', { createdAt: at(9), guid: 'account-2' }));
      const found = await store.verifications.latest([
        { guid: 'account-2', method: null },
        { guid: 'account-1', method: 'ONENET_PAGE' },
        { guid: 'account-1', method: null },
        { guid: 'account-1', method: 'ECARD' },
        { guid: 'nobody', method: null },
        { guid: 'account-1', method: 'ONENET_PAGE' },
      ]);
      expect(found.map((one) => one?.id ?? null)).toEqual(['v-4', 'v-3', 'v-2', null, null, 'v-3']);
    });

    it('returns the first one of the list, also among those of the same millisecond', async () => {
      const store = current();
      for (const n of [2, 3, 1]) await store.verifications.create(draft(`v-${n}`, { createdAt: at(1) }));
      const [newest] = await store.verifications.latest([{ guid: 'account-1', method: null }]);
      expect(newest?.id).toBe((await ids({ guid: 'account-1' }))[0]);
    });

    it('returns nothing for no keys', async () => {
      expect(await current().verifications.latest([])).toEqual([]);
    });
  });
}
