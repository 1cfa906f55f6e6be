import { person } from '../../graphql/invented';
import { at, change, draft, everythingPersonal, nothingNew, oneTo, pushed, read } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeRedaction(current: CurrentStore): void {
  describe('a redacted verification', () => {
    it('has no personal value left, and its status, method and times', async () => {
      const store = current();
      await store.create(draft('v-1', { personal: everythingPersonal }));
      await change(store, 'v-1', pushed(at(1)), at(1));
      const before = await read(store, 'v-1');
      await change(store, 'v-1', { kind: 'redacted' }, at(2));
      expect(await read(store, 'v-1')).toEqual({
        ...before,
        version: 3,
        personal: {},
        updatedAt: at(2),
        redactedAt: at(2),
      });
      expect(await store.forgetReplays(at(9))).toBe(0);
    });

    it('stays so, whatever a provider still sends', async () => {
      const store = current();
      await store.create(draft('v-1', { personal: everythingPersonal }));
      await change(store, 'v-1', { kind: 'redacted' }, at(1));
      await change(store, 'v-1', pushed(at(2), { kind: 'approved', subject: person }), at(2));
      expect(await read(store, 'v-1')).toMatchObject({ status: 'APPROVED', personal: {}, version: 3 });
    });
  });

  describe('unredacted', () => {
    it('are those of the account whose personal data is still there, oldest first', async () => {
      const store = current();
      for (const n of [3, 1, 4, 2]) await store.create(draft(`v-${n}`, { createdAt: at(n) }));
      await store.create(draft('w-1', { guid: 'account-2' }));
      await change(store, 'v-2', { kind: 'redacted' }, at(9));
      expect(await store.unredacted('account-1', 10)).toEqual(['v-1', 'v-3', 'v-4']);
      expect(await store.unredacted('account-1', 2)).toEqual(['v-1', 'v-3']);
      expect(await store.unredacted('nobody', 2)).toEqual([]);
    });
  });

  describe('replaceDataKey', () => {
    it('lets the account go on with a new key', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await change(store, 'v-1', { kind: 'redacted' }, at(1));
      expect(await store.replaceDataKey('account-1')).toBe(true);
      await store.create(draft('v-2'));
      expect((await read(store, 'v-2')).personal.subject?.reveal()).toEqual(person);
      // What is redacted goes on too, and the account's events with it.
      const { event } = await change(
        store,
        'v-1',
        pushed(at(3), { kind: 'approved', subject: person }),
        at(3),
      );
      expect(event).toMatchObject({ version: 3, sequence: 4, status: 'APPROVED' });
    });

    it('leaves other accounts alone', async () => {
      const store = current();
      await store.create(draft('v-1', { guid: 'account-2' }));
      await store.create(draft('v-2'));
      await change(store, 'v-2', { kind: 'redacted' }, at(1));
      await store.replaceDataKey('account-1');
      expect((await read(store, 'v-1')).personal.subject?.reveal()).toEqual(person);
    });

    it('does nothing while there is something that needs the key', async () => {
      const store = current();
      await store.create(draft('v-1'));
      await store.create(draft('v-2'));
      await change(store, 'v-1', { kind: 'redacted' }, at(1));
      // v-2 came while the account was being redacted: its key must not be taken away under it.
      expect(await store.replaceDataKey('account-1')).toBe(false);
      expect((await read(store, 'v-2')).personal.subject?.reveal()).toEqual(person);
      const { event } = await change(store, 'v-2', nothingNew, at(2));
      expect(event.version).toBe(2);
    });

    it('has nothing to do for an account that is unknown', async () => {
      expect(await current().replaceDataKey('nobody')).toBe(true);
      expect(oneTo(await current().accountSequence('nobody'))).toEqual([]);
    });
  });
}
