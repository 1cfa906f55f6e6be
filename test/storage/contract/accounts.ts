import { at, change, draft, everythingPersonal, pushed, rejection } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeAccounts(current: CurrentStore): void {
  const idsOf = async (...guids: string[]) => {
    const accounts = await current().verifications.ofAccounts(guids);
    return [...accounts].map(([guid, found]) => [guid, found.map(({ id }) => id).sort()]);
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

    it('returns them with their personal data', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
      await change(store, 'v-1', pushed(at(1)), at(1));

      const [found] = (await store.verifications.ofAccounts(['account-1'])).get('account-1') ?? [];

      expect(found?.personal.subject?.reveal()).toEqual(everythingPersonal.subject.reveal());
    });
  });
}
