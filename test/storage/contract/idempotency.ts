import { at, draft, happens, nothingNew, oneTo, read, sequencesOf, versionsOf } from '../samples';
import type { CurrentStore } from '../store-contract';

const use = { keyHash: 'key-1', requestHash: 'request-1' };
const otherInput = { keyHash: 'key-1', requestHash: 'request-2' };

export function describeIdempotency(current: CurrentStore): void {
  describe('an idempotency key', () => {
    it('is free until it is used', async () => {
      const store = current();
      expect(await store.firstUse(use)).toBeNull();
      await store.create(draft('v-1', { idempotency: use }));
      expect(await store.firstUse({ ...use, keyHash: 'key-2' })).toBeNull();
    });

    it('used again with the same input gives the first verification again, as it stands now', async () => {
      const store = current();
      await store.create(draft('v-1', { idempotency: use }));
      await store.change('v-1', happens(nothingNew, at(1)));
      const first = await read(store, 'v-1');
      expect(await store.create(draft('v-2', { idempotency: use }))).toEqual({
        kind: 'repeated',
        verification: first,
      });
      expect(await store.firstUse(use)).toEqual({ kind: 'repeated', verification: first });
      expect(await store.find(['v-2'])).toEqual(new Map());
      expect(await sequencesOf(store, 'account-1')).toEqual([1, 2]);
    });

    it('used again with other input is refused', async () => {
      const store = current();
      await store.create(draft('v-1', { idempotency: use }));
      expect(await store.create(draft('v-2', { idempotency: otherInput }))).toEqual({ kind: 'keyReused' });
      expect(await store.firstUse(otherInput)).toEqual({ kind: 'keyReused' });
      expect(await store.find(['v-2'])).toEqual(new Map());
    });

    it('used many times at once makes one verification', async () => {
      const store = current();
      const created = await Promise.all(
        oneTo(8).map((n) => store.create(draft(`v-${n}`, { idempotency: use }))),
      );
      expect(created.map(({ kind }) => kind).sort()).toEqual(['created', ...oneTo(7).map(() => 'repeated')]);
      const ids = new Set(created.map((one) => ('verification' in one ? one.verification.id : '')));
      expect(ids.size).toBe(1);
      expect((await store.list({ filter: {}, limit: 10 })).items).toHaveLength(1);
      expect(await store.accountSequence('account-1')).toBe(1);
    });

    it('of a change is claimed together with it', async () => {
      const store = current();
      await store.create(draft('v-1'));
      const decide = jest.fn(happens(nothingNew, at(1)));
      await store.change('v-1', decide, { idempotency: use });
      const again = await store.change('v-1', decide, { idempotency: use });
      expect(again).toEqual({ kind: 'repeated', verification: await read(store, 'v-1') });
      expect(await store.change('v-1', decide, { idempotency: otherInput })).toEqual({ kind: 'keyReused' });
      expect(decide).toHaveBeenCalledTimes(1);
      expect(await versionsOf(store, 'v-1')).toEqual([1, 2]);
    });

    it('of a change that is none is not claimed', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await store.change('v-1', () => null, { idempotency: use });
      expect(await store.firstUse(use)).toBeNull();
    });

    it('is one key for changes and creations', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await store.change('v-1', happens(nothingNew, at(1)), { idempotency: use });
      expect(await store.create(draft('v-2', { idempotency: otherInput }))).toEqual({ kind: 'keyReused' });
    });
  });
}
