import { firstAskAt } from '../../../src/domain/verification/polling';
import { at, change, draft, nothingNew, oneTo, pushed, read, versionsOf } from '../samples';
import type { CurrentStore } from '../store-contract';

const late = at(3_600_000);

export function describePolling(current: CurrentStore): void {
  const dueIds = async (now: Date, providers: readonly string[] = ['LINKID', 'UCENTER']) =>
    (await current().undecided.dueForPolling(providers, now, 10)).map(({ id }) => id);

  describe('undecided.dueForPolling', () => {
    it('returns undecided verifications of these providers once they are due, longest waiting first', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { provider: 'LINKID', createdAt: at(2) }));
      await store.verifications.create(draft('v-2', { provider: 'UCENTER', createdAt: at(1) }));
      await store.verifications.create(draft('v-3', { provider: 'ONENET', createdAt: at(0) }));
      await store.verifications.create(draft('v-4', { provider: 'LINKID', createdAt: at(0) }));
      await change(store, 'v-4', pushed(at(1)), at(1));
      const first = firstAskAt(await read(store, 'v-2')) ?? late;
      expect(await dueIds(new Date(first.getTime() - 1))).toEqual([]);
      expect(await dueIds(first)).toEqual(['v-2']);
      expect(await dueIds(late)).toEqual(['v-2', 'v-1']);
      expect(await dueIds(late, ['LINKID'])).toEqual(['v-1']);
      expect(await dueIds(late, [])).toEqual([]);
      expect(await store.undecided.dueForPolling(['LINKID', 'UCENTER'], late, 1)).toEqual([
        { id: 'v-2', asks: 0 },
      ]);
    });
  });

  describe('undecided.postponePolling', () => {
    it('waits until the given time, counts, and changes nothing in the verification', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { provider: 'LINKID' }));
      const before = await read(store, 'v-1');
      await store.undecided.postponePolling('v-1', { at: late, asks: 3 });
      expect(await dueIds(new Date(late.getTime() - 1))).toEqual([]);
      expect(await store.undecided.dueForPolling(['LINKID'], late, 10)).toEqual([{ id: 'v-1', asks: 3 }]);
      expect(await read(store, 'v-1')).toEqual(before);
      expect(await versionsOf(store, 'v-1')).toEqual(oneTo(1));
    });

    it('waits for the next change, which resets the count, if no time is given', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { provider: 'LINKID' }));
      await store.undecided.postponePolling('v-1', { at: null, asks: 4 });
      expect(await dueIds(late)).toEqual([]);
      await change(store, 'v-1', nothingNew, at(10));
      expect(await store.undecided.dueForPolling(['LINKID'], late, 10)).toEqual([{ id: 'v-1', asks: 0 }]);
    });

    it('does not resume polling for a verification that was decided in the meantime', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { provider: 'LINKID' }));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await store.undecided.postponePolling('v-1', { at: at(2), asks: 1 });
      expect(await dueIds(late)).toEqual([]);
    });
  });
}
