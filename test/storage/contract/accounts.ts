import { at, change, draft, everythingPersonal, pushed, rejection } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeAccounts(current: CurrentStore): void {
  const idsOf = async (...guids: string[]) => {
    const accounts = await current().verifications.ofAccounts(guids);
    return [...accounts].map(([guid, found]) => [guid, found.map(({ id }) => id)]);
  };

  describe('ofAccounts', () => {
    it('returns the decided verifications of each account, and an empty list for every other', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { guid: 'account-1' }));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await store.verifications.create(draft('v-2', { guid: 'account-1' }));
      await change(store, 'v-2', pushed(at(1), rejection), at(1));
      await store.verifications.create(draft('v-3', { guid: 'account-1' }));
      await store.verifications.create(draft('v-4', { guid: 'account-2' }));
      await change(store, 'v-4', pushed(at(1)), at(1));
      await store.verifications.create(draft('v-5', { guid: null }));
      await change(store, 'v-5', pushed(at(1)), at(1));

      expect(await idsOf('account-1', 'account-2', 'nobody', 'account-1')).toEqual([
        ['account-1', ['v-1', 'v-2']],
        ['account-2', ['v-4']],
        ['nobody', []],
      ]);
      expect(await idsOf()).toEqual([]);
    });

    it('does not read again what was read, and returns the same in the same order', async () => {
      const store = current();
      for (const id of ['v-1', 'v-2', 'v-3']) {
        await store.verifications.create(draft(id, { guid: id === 'v-3' ? 'account-2' : 'account-1' }));
        await change(store, id, pushed(at(1)), at(1));
      }
      await store.verifications.create(draft('v-4', { guid: 'account-2' }));
      const guids = ['account-1', 'account-2'];
      const all = await store.verifications.ofAccounts(guids);
      const found = await store.verifications.find(['v-2', 'v-4']);
      const [two, undecided] = [found.get('v-2'), found.get('v-4')];
      if (!two || !undecided) throw new Error('They were just recorded.');

      for (const read of [[two], [two, undecided], [undecided]]) {
        const again = await store.verifications.ofAccounts(guids, read);
        expect([...again].map(([guid, decided]) => [guid, decided.map(({ id }) => id)])).toEqual([
          ['account-1', ['v-1', 'v-2']],
          ['account-2', ['v-3']],
        ]);
        expect(again.get('account-1')).toMatchObject(
          all.get('account-1')?.map(({ decidedAt }) => ({ decidedAt })) ?? [],
        );
      }
      const ofOne = await store.verifications.ofAccounts(['account-1'], [two]);
      expect(ofOne.get('account-1')?.map(({ id }) => id)).toEqual(['v-1', 'v-2']);
      expect(ofOne.get('account-1')?.[1]).toBe(two);
    });

    it('returns them with their personal data', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
      await change(store, 'v-1', pushed(at(1)), at(1));

      const [found] = (await store.verifications.ofAccounts(['account-1'])).get('account-1') ?? [];

      expect(found?.personal.subject?.reveal()).toEqual(everythingPersonal.subject.reveal());
    });
  });
}
