import { at, change, draft, pushed, rejection } from '../samples';
import type { CurrentStore } from '../store-contract';

const secondInspectionFailed = { ...rejection, secondInspection: 'FAILED' } as const;

export function describeAccounts(current: CurrentStore): void {
  const isVerified = async (guid: string) => (await current().verifiedAccounts([guid])).has(guid);

  describe('verifiedAccounts', () => {
    it('are those with an approved verification', async () => {
      const store = current();
      await store.create(draft('v-1', { guid: 'approved' }));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await store.create(draft('v-2', { guid: 'approved' }));
      await store.create(draft('v-3', { guid: 'pending' }));
      await store.create(draft('v-4', { guid: 'rejected' }));
      await change(store, 'v-4', pushed(at(1), rejection), at(1));
      await store.create(draft('v-5', { guid: null }));
      await change(store, 'v-5', pushed(at(1)), at(1));
      const asked = ['approved', 'pending', 'rejected', 'nobody', 'approved'];
      expect(await store.verifiedAccounts(asked)).toEqual(new Set(['approved']));
      expect(await store.verifiedAccounts([])).toEqual(new Set());
    });

    it('lose it when a second inspection rejects the approved verification itself', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await change(store, 'v-1', pushed(at(2), secondInspectionFailed), at(2));
      expect(await isVerified('account-1')).toBe(false);
    });

    it('lose it when a second inspection later rejects another verification of the same method', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await change(store, 'v-1', pushed(at(5)), at(5));
      await store.create(draft('v-2'));
      await change(store, 'v-2', pushed(at(6), secondInspectionFailed), at(6));
      expect(await isVerified('account-1')).toBe(false);
    });

    it('keep it when that second inspection was of another method, another account, or earlier', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await change(store, 'v-1', pushed(at(5)), at(5));
      await store.create(draft('v-2', { method: 'IMPORT', provider: 'UCENTER' }));
      await change(store, 'v-2', pushed(at(6), secondInspectionFailed), at(6));
      await store.create(draft('v-3', { guid: 'account-2' }));
      await change(store, 'v-3', pushed(at(7), secondInspectionFailed), at(7));
      await store.create(draft('v-4'));
      // Arrives last and happened first: it is the provider's time that counts.
      await change(store, 'v-4', pushed(at(4), secondInspectionFailed), at(8));
      expect(await isVerified('account-1')).toBe(true);
    });

    it('keep it when a later verification was rejected without a second inspection', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await store.create(draft('v-2'));
      await change(store, 'v-2', pushed(at(2), rejection), at(2));
      expect(await isVerified('account-1')).toBe(true);
    });

    it('regain it with an approval that is newer than the second inspection', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await change(store, 'v-1', pushed(at(2), secondInspectionFailed), at(2));
      await store.create(draft('v-2'));
      await change(store, 'v-2', pushed(at(3)), at(3));
      expect(await isVerified('account-1')).toBe(true);
    });

    it('keep it when what the second inspection rejected was approved again', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await change(store, 'v-1', pushed(at(2), secondInspectionFailed), at(2));
      await change(store, 'v-1', pushed(at(3)), at(3));
      expect(await isVerified('account-1')).toBe(true);
    });

    it('keep it by another method that nothing took back', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await store.create(draft('v-2', { method: 'IMPORT', provider: 'UCENTER' }));
      await change(store, 'v-2', pushed(at(2)), at(2));
      await change(store, 'v-1', pushed(at(3), secondInspectionFailed), at(3));
      expect(await isVerified('account-1')).toBe(true);
    });
  });
}
