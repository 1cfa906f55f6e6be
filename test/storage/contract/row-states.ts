import { at, change, draft, happens, nothingNew, pushed } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeRowStates(current: CurrentStore): void {
  const revisionOf = async (id: string) => {
    const found = await current().verifications.states([id], true);
    return found.get(id)?.revision;
  };

  describe('verifications.states', () => {
    it('has the version and the account of each row, and of no other', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.create(draft('v-2', { guid: null }));
      await change(store, 'v-1', pushed(at(1)), at(1));

      for (const ids of [['v-1'], ['v-1', 'v-2', 'nobody', 'v-1', 'a\u0000']]) {
        const found = await store.verifications.states(ids);
        expect(found.get('v-1')).toMatchObject({ id: 'v-1', version: 2, guid: 'account-1' });
        expect(found.get('v-1')?.revision).toBeUndefined();
        expect([...found.keys()].sort()).toEqual(ids.length === 1 ? ['v-1'] : ['v-1', 'v-2']);
      }
    });

    it('has a new revision after every change of any verification of the account', async () => {
      const store = current();
      const { verifications } = store;
      await verifications.create(draft('v-1'));
      await verifications.create(draft('other', { guid: 'account-2' }));
      await verifications.create(draft('nobodys', { guid: null }));
      const seen = [await revisionOf('v-1')];
      const steps = [
        () => verifications.create(draft('v-2')),
        () => change(store, 'v-2', pushed(at(1)), at(1)),
        () => change(store, 'v-2', { kind: 'redacted' }, at(2)),
        () =>
          verifications.change('other', happens(nothingNew, at(3)), {
            along: { guid: 'account-1', decide: happens({ kind: 'movedAway' }, at(3)) },
          }),
      ];
      for (const step of steps) {
        await step();
        seen.push(await revisionOf('v-1'));
      }

      expect(new Set(seen).size).toBe(steps.length + 1);
      expect(await revisionOf('v-2')).toBe(seen.at(-1));
      const untouched = await revisionOf('v-1');
      await change(store, 'other', pushed(at(4)), at(4));
      expect(await revisionOf('v-1')).toBe(untouched);
      expect(await revisionOf('nobodys')).toBeNull();
    });
  });

  describe('verifications.listStates', () => {
    it('lists the states of the verifications that list lists, with their revisions if they are asked for', async () => {
      const { verifications } = current();
      for (const [n, guid] of ['account-1', null, 'account-1', 'account-2'].entries()) {
        await verifications.create(draft(`v-${n}`, { guid, createdAt: at(n) }));
      }
      for (const query of [
        { filter: {}, limit: 3 },
        { filter: { guid: 'account-1' }, limit: 1, fromEnd: true },
        { filter: { guid: 'a\u0000' }, limit: 5 },
      ]) {
        const page = await verifications.list(query);
        const states = await verifications.listStates(query);
        const places = page.items.map(({ id, version, guid, createdAt, updatedAt }) => {
          return { id, version, guid, createdAt, updatedAt };
        });
        expect(states).toEqual({ items: places, hasMore: page.hasMore });
        const withAccounts = await verifications.listStates(query, true);
        const revisions = await Promise.all(places.map(({ id }) => revisionOf(id)));
        expect(withAccounts.items).toEqual(places.map((place, n) => ({ ...place, revision: revisions[n] })));
      }
    });
  });
}
