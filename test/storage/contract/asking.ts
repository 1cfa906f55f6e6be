import { firstAskAt } from '../../../src/domain/asking';
import { at, change, draft, nothingNew, oneTo, pushed, read, versionsOf } from '../samples';
import type { CurrentStore } from '../store-contract';

const late = at(3_600_000);

export function describeAsking(current: CurrentStore): void {
  const dueIds = async (now: Date, providers: readonly string[] = ['LINKID', 'UCENTER']) =>
    (await current().dueToAsk(providers, now, 10)).map(({ id }) => id);

  describe('dueToAsk', () => {
    it('are undecided verifications of these providers, once it is time, longest waiting first', async () => {
      const store = current();
      await store.create(draft('v-1', { provider: 'LINKID', createdAt: at(2) }));
      await store.create(draft('v-2', { provider: 'UCENTER', createdAt: at(1) }));
      await store.create(draft('v-3', { provider: 'ONENET', createdAt: at(0) }));
      await store.create(draft('v-4', { provider: 'LINKID', createdAt: at(0) }));
      await change(store, 'v-4', pushed(at(1)), at(1));
      const first = firstAskAt(await read(store, 'v-2')) ?? late;
      expect(await dueIds(new Date(first.getTime() - 1))).toEqual([]);
      expect(await dueIds(first)).toEqual(['v-2']);
      expect(await dueIds(late)).toEqual(['v-2', 'v-1']);
      expect(await dueIds(late, ['LINKID'])).toEqual(['v-1']);
      expect(await dueIds(late, [])).toEqual([]);
      expect(await store.dueToAsk(['LINKID', 'UCENTER'], late, 1)).toEqual([{ id: 'v-2', asks: 0 }]);
    });
  });

  describe('postponeAsking', () => {
    it('waits until the moment, counts, and changes nothing of the verification', async () => {
      const store = current();
      await store.create(draft('v-1', { provider: 'LINKID' }));
      const before = await read(store, 'v-1');
      await store.postponeAsking('v-1', { at: late, asks: 3 });
      expect(await dueIds(new Date(late.getTime() - 1))).toEqual([]);
      expect(await store.dueToAsk(['LINKID'], late, 10)).toEqual([{ id: 'v-1', asks: 3 }]);
      expect(await read(store, 'v-1')).toEqual(before);
      expect(await versionsOf(store, 'v-1')).toEqual(oneTo(1));
    });

    it('without a moment waits for the next change, which begins the counting anew', async () => {
      const store = current();
      await store.create(draft('v-1', { provider: 'LINKID' }));
      await store.postponeAsking('v-1', { at: null, asks: 4 });
      expect(await dueIds(late)).toEqual([]);
      await change(store, 'v-1', nothingNew, at(10));
      expect(await store.dueToAsk(['LINKID'], late, 10)).toEqual([{ id: 'v-1', asks: 0 }]);
    });

    it('of what was decided while it was asked about does not begin the asking again', async () => {
      const store = current();
      await store.create(draft('v-1', { provider: 'LINKID' }));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await store.postponeAsking('v-1', { at: at(2), asks: 1 });
      expect(await dueIds(late)).toEqual([]);
    });
  });
}
