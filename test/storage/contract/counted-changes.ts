import type { AttemptCount } from '../../../src/storage/attempts/contract';
import { at, draft, happens, nothingNew, oneTo, sequencesOf, versionsOf } from '../samples';
import type { CurrentStore } from '../store-contract';

const windowMs = 1000;
const use = { keyHash: 'key-1', requestHash: 'request-1' };

/** An attempt at a password for one card by one caller, each with its own limit. */
const attemptOf = (perCard: number, perCaller: number, ms = 0): AttemptCount => ({
  counters: [
    { name: 'card-1', limit: perCard },
    { name: 'caller-1', limit: perCaller },
  ],
  now: at(ms),
  windowMs,
});

const tooMany = { kind: 'tooManyAttempts', retryAt: at(windowMs) };

export function describeCountedChanges(current: CurrentStore): void {
  describe('attempts counted with a change', () => {
    const create = (n: number, attempts: AttemptCount) =>
      current().verifications.create({ ...draft(`v-${n}`), attempts });

    it('are counted together with the verification they are for, until a counter is full', async () => {
      for (const n of oneTo(2)) expect(await create(n, attemptOf(2, 9))).toMatchObject({ kind: 'created' });

      expect(await create(3, attemptOf(2, 9))).toEqual(tooMany);
      expect(await current().verifications.find(['v-3'])).toEqual(new Map());
      expect(await sequencesOf(current(), 'account-1')).toEqual([1, 2]);
      expect(await create(4, attemptOf(2, 9, windowMs))).toMatchObject({ kind: 'created' });
    });

    it('may be made again after a refusal once every counter has room', async () => {
      const early = { counters: [{ name: 'card-1', limit: 1 }], now: at(0), windowMs };
      const late = { counters: [{ name: 'caller-1', limit: 1 }], now: at(7), windowMs };
      await create(1, early);
      await create(2, late);

      expect(await create(3, attemptOf(1, 1, 8))).toEqual({ ...tooMany, retryAt: at(windowMs + 7) });
    });

    it('count nothing once one counter is full', async () => {
      await create(1, attemptOf(2, 1));

      for (const n of [2, 3, 4]) expect(await create(n, attemptOf(2, 1))).toEqual(tooMany);

      expect(await create(5, attemptOf(2, 9))).toMatchObject({ kind: 'created' });
    });

    it('count one attempt for concurrent requests with the same idempotency key', async () => {
      const store = current();

      const created = await Promise.all(
        oneTo(8).map((n) =>
          store.verifications.create({ ...draft(`v-${n}`, { idempotency: use }), attempts: attemptOf(1, 1) }),
        ),
      );

      expect(created.map(({ kind }) => kind).sort()).toEqual(['created', ...oneTo(7).map(() => 'repeated')]);
    });

    it('leave the idempotency key unclaimed when a counter is full', async () => {
      await create(1, attemptOf(1, 9));

      expect(
        await current().verifications.create({
          ...draft('v-2', { idempotency: use }),
          attempts: attemptOf(1, 9),
        }),
      ).toEqual(tooMany);

      expect(await current().idempotency.firstUse(use)).toBeNull();
    });

    it('count nothing when nothing is changed', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const attempts = attemptOf(1, 9);

      await store.verifications.change('v-1', () => null, { attempts });
      expect(
        await store.verifications.change('v-1', happens(nothingNew, at(1)), { attempts, idempotency: use }),
      ).toMatchObject({
        kind: 'changed',
      });
      expect(
        await store.verifications.change('v-1', happens(nothingNew, at(2)), { attempts, idempotency: use }),
      ).toMatchObject({
        kind: 'repeated',
      });
      expect(await store.verifications.change('v-1', happens(nothingNew, at(3)), { attempts })).toEqual(
        tooMany,
      );

      expect(await versionsOf(store, 'v-1')).toEqual([1, 2]);
    });

    it('never exceed the limit under concurrency', async () => {
      const created = await Promise.all(oneTo(12).map((n) => create(n, attemptOf(3, 9))));

      expect(created.filter(({ kind }) => kind === 'created')).toHaveLength(3);
    });
  });
}
