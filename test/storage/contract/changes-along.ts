import { at, change, draft, happens, nothingNew, read, sequencesOf, versionsOf } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeChangesAlong(current: CurrentStore): void {
  describe('verifications.change with the verifications of another account', () => {
    const along = { guid: 'old', decide: happens({ kind: 'movedAway' }, at(9)) };

    async function seeded() {
      const store = current();
      await store.verifications.create(draft('new-1', { guid: 'new' }));
      await store.verifications.create(draft('old-1', { guid: 'old' }));
      await store.verifications.create(draft('old-2', { guid: 'old' }));
      await store.verifications.create(draft('other-1', { guid: 'other' }));
      return store;
    }

    it('changes every verification of that account, each with its own event', async () => {
      const store = await seeded();
      await store.verifications.change('new-1', happens(nothingNew, at(9)), { along });
      for (const id of ['old-1', 'old-2']) {
        expect(await read(store, id)).toMatchObject({ version: 2, movedAt: at(9) });
        const last = (await store.events.histories([id])).get(id)?.at(-1);
        expect(last).toMatchObject({ cause: 'MERGED_AWAY', status: 'PENDING', recordedAt: at(9) });
      }
      expect(await sequencesOf(store, 'old')).toEqual([1, 2, 3, 4]);
      expect(await read(store, 'other-1')).toMatchObject({ version: 1, movedAt: null });
    });

    it('changes none of them if the change itself is not made', async () => {
      const store = await seeded();
      await store.verifications.change('new-1', () => null, { along });
      expect(await versionsOf(store, 'old-1')).toEqual([1]);
    });

    it('changes nothing if one of them fails', async () => {
      const store = await seeded();
      const failing = {
        guid: 'old',
        decide: () => {
          throw new Error('a fault of ours');
        },
      };
      await expect(
        store.verifications.change('new-1', happens(nothingNew, at(9)), { along: failing }),
      ).rejects.toThrow('a fault of ours');
      expect(await versionsOf(store, 'new-1')).toEqual([1]);
      expect(await versionsOf(store, 'old-1')).toEqual([1]);
    });

    it('skips one that was moved before', async () => {
      const store = await seeded();
      await change(store, 'old-1', { kind: 'movedAway' }, at(5));
      await store.verifications.change('new-1', happens(nothingNew, at(9)), { along });
      expect(await versionsOf(store, 'old-1')).toEqual([1, 2]);
      expect(await versionsOf(store, 'old-2')).toEqual([1, 2]);
    });

    it('wakes the subscribers of that account', async () => {
      const store = await seeded();
      const wake = store.changes.listen({ guid: 'old' });
      const woken = wake.next();
      await store.verifications.change('new-1', happens(nothingNew, at(9)), { along });
      await expect(woken).resolves.toBeUndefined();
      wake.close();
    });

    it('reports how many verifications an account has', async () => {
      const store = await seeded();
      expect(await store.verifications.count('old')).toBe(2);
      expect(await store.verifications.count('unknown')).toBe(0);
      expect(await store.verifications.count('un\u0000storable')).toBe(0);
    });
  });
}
