import { at, draft, happens, nothingNew, oneTo, read, sequencesOf, versionsOf } from '../samples';
import type { CurrentStore } from '../store-contract';

const use = { keyHash: 'key-1', requestHash: 'request-1' };
const otherInput = { keyHash: 'key-1', requestHash: 'request-2' };

export function describeIdempotency(current: CurrentStore): void {
  describe('an idempotency key', () => {
    it('is unknown until it is used', async () => {
      const store = current();
      expect(await store.idempotency.firstUse(use)).toBeNull();
      await store.verifications.create(draft('v-1', { idempotency: use }));
      expect(await store.idempotency.firstUse({ ...use, keyHash: 'key-2' })).toBeNull();
    });

    it('used again with the same input returns the first verification, as it stands now', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { idempotency: use }));
      await store.verifications.change('v-1', happens(nothingNew, at(1)));
      const first = await read(store, 'v-1');
      expect(await store.verifications.create(draft('v-2', { idempotency: use }))).toEqual({
        kind: 'repeated',
        verification: first,
      });
      expect(await store.idempotency.firstUse(use)).toEqual({ kind: 'repeated', verification: first });
      expect(await store.verifications.find(['v-2'])).toEqual(new Map());
      expect(await sequencesOf(store, 'account-1')).toEqual([1, 2]);
    });

    it('used again with other input is refused', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { idempotency: use }));
      expect(await store.verifications.create(draft('v-2', { idempotency: otherInput }))).toEqual({
        kind: 'keyReused',
      });
      expect(await store.idempotency.firstUse(otherInput)).toEqual({ kind: 'keyReused' });
      expect(await store.verifications.find(['v-2'])).toEqual(new Map());
    });

    it('used by concurrent requests creates one verification', async () => {
      const store = current();
      const created = await Promise.all(
        oneTo(8).map((n) => store.verifications.create(draft(`v-${n}`, { idempotency: use }))),
      );
      expect(created.map(({ kind }) => kind).sort()).toEqual(['created', ...oneTo(7).map(() => 'repeated')]);
      const ids = new Set(created.map((one) => ('verification' in one ? one.verification.id : '')));
      expect(ids.size).toBe(1);
      expect((await store.verifications.list({ filter: {}, limit: 10 })).items).toHaveLength(1);
      expect(await store.accounts.lastSequence('account-1')).toBe(1);
    });

    it('is claimed together with its change', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const decide = jest.fn(happens(nothingNew, at(1)));
      await store.verifications.change('v-1', decide, { idempotency: use });
      const again = await store.verifications.change('v-1', decide, { idempotency: use });
      expect(again).toEqual({ kind: 'repeated', verification: await read(store, 'v-1') });
      expect(await store.verifications.change('v-1', decide, { idempotency: otherInput })).toEqual({
        kind: 'keyReused',
      });
      expect(decide).toHaveBeenCalledTimes(1);
      expect(await versionsOf(store, 'v-1')).toEqual([1, 2]);
    });

    it('is not claimed when nothing changes', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.change('v-1', () => null, { idempotency: use });
      expect(await store.idempotency.firstUse(use)).toBeNull();
    });

    it('is shared by changes and creations', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.change('v-1', happens(nothingNew, at(1)), { idempotency: use });
      expect(await store.verifications.create(draft('v-2', { idempotency: otherInput }))).toEqual({
        kind: 'keyReused',
      });
    });
  });
}
