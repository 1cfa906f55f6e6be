import type { Tries } from '../../../src/storage/store';
import { at, draft, happens, nothingNew, oneTo, sequencesOf, versionsOf } from '../samples';
import type { CurrentStore } from '../store-contract';

const windowMs = 1000;
const use = { keyHash: 'key-1', requestHash: 'request-1' };

/** A try of a password for one card by one caller, of whom either may have so many. */
const tryOf = (perCard: number, perCaller: number, ms = 0): Tries => ({
  counters: [
    { nameHash: 'card-1', limit: perCard },
    { nameHash: 'caller-1', limit: perCaller },
  ],
  now: at(ms),
  windowMs,
});

const tooMany = { kind: 'tooManyTries' };

export function describeTries(current: CurrentStore): void {
  describe('tries', () => {
    const create = (n: number, tries: Tries) => current().create({ ...draft(`v-${n}`), tries });

    it('are counted with the verification they are for, until a counter is full', async () => {
      for (const n of oneTo(2)) expect(await create(n, tryOf(2, 9))).toMatchObject({ kind: 'created' });

      expect(await create(3, tryOf(2, 9))).toEqual(tooMany);
      expect(await current().find(['v-3'])).toEqual(new Map());
      expect(await sequencesOf(current(), 'account-1')).toEqual([1, 2]);
      expect(await create(4, tryOf(2, 9, windowMs))).toMatchObject({ kind: 'created' });
    });

    it('that are too many use up no counter', async () => {
      await create(1, tryOf(2, 1));

      for (const n of [2, 3, 4]) expect(await create(n, tryOf(2, 1))).toEqual(tooMany);

      expect(await create(5, tryOf(2, 9))).toMatchObject({ kind: 'created' });
    });

    it('are one for a request that comes many times at once under one key', async () => {
      const store = current();

      const created = await Promise.all(
        oneTo(8).map((n) => store.create({ ...draft(`v-${n}`, { idempotency: use }), tries: tryOf(1, 1) })),
      );

      expect(created.map(({ kind }) => kind).sort()).toEqual(['created', ...oneTo(7).map(() => 'repeated')]);
    });

    it('that are too many do not use up the key', async () => {
      await create(1, tryOf(1, 9));

      expect(await current().create({ ...draft('v-2', { idempotency: use }), tries: tryOf(1, 9) })).toEqual(
        tooMany,
      );

      expect(await current().firstUse(use)).toBeNull();
    });

    it('for a change are counted only where something changes', async () => {
      const store = current();
      await store.create(draft('v-1'));
      const tries = tryOf(1, 9);

      await store.change('v-1', () => null, { tries });
      expect(
        await store.change('v-1', happens(nothingNew, at(1)), { tries, idempotency: use }),
      ).toMatchObject({
        kind: 'changed',
      });
      expect(
        await store.change('v-1', happens(nothingNew, at(2)), { tries, idempotency: use }),
      ).toMatchObject({
        kind: 'repeated',
      });
      expect(await store.change('v-1', happens(nothingNew, at(3)), { tries })).toEqual(tooMany);

      expect(await versionsOf(store, 'v-1')).toEqual([1, 2]);
    });

    it('never are more than allowed, however many come at once', async () => {
      const created = await Promise.all(oneTo(12).map((n) => create(n, tryOf(3, 9))));

      expect(created.filter(({ kind }) => kind === 'created')).toHaveLength(3);
    });
  });
}
