import { Secret } from '../../../src/domain/privacy/secret';
import { at, change, draft, oneTo, pendingTtlMs, pushed, read } from '../samples';
import type { CurrentStore } from '../store-contract';

const hourMs = 3_600_000;
const holder = { mobileNo: '199******34', guid: 'account-old', mergeable: true };
const conflict = { kind: 'answered', outcome: { kind: 'conflict', holder, replay: '{"kept":1}' } } as const;

export function describeExpiry(current: CurrentStore): void {
  describe('undecided.overdue', () => {
    it('returns expired ones, longest waiting first, up to the limit', async () => {
      const store = current();
      for (const n of [3, 1, 2, 4]) await store.verifications.create(draft(`v-${n}`, { createdAt: at(n) }));
      expect(await store.undecided.overdue(at(pendingTtlMs), 10)).toEqual([]);
      expect(await store.undecided.overdue(at(pendingTtlMs + 3), 10)).toEqual(['v-1', 'v-2', 'v-3']);
      expect(await store.undecided.overdue(at(pendingTtlMs + 3), 2)).toEqual(['v-1', 'v-2']);
    });

    it('returns only undecided ones', async () => {
      const store = current();
      for (const n of oneTo(5)) await store.verifications.create(draft(`v-${n}`));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await change(store, 'v-2', pushed(at(1), { kind: 'inReview' }), at(1));
      await change(store, 'v-3', { kind: 'canceled' }, at(1));
      await change(store, 'v-4', conflict, at(1));
      const over = at(pendingTtlMs + hourMs);
      expect([...(await store.undecided.overdue(over, 10))].sort()).toEqual(['v-2', 'v-5']);
      await change(store, 'v-5', { kind: 'expired' }, over);
      expect(await store.undecided.overdue(over, 10)).toEqual(['v-2']);
    });

    it('includes one that a newer push sent back to review', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await change(store, 'v-1', pushed(at(1)), at(1));
      await change(store, 'v-1', pushed(at(2), { kind: 'inReview' }), at(hourMs));
      expect(await store.undecided.overdue(at(pendingTtlMs), 10)).toEqual([]);
      expect(await store.undecided.overdue(at(pendingTtlMs + hourMs), 10)).toEqual(['v-1']);
    });
  });

  describe('undecided.count', () => {
    it('counts by status, with the time of the oldest, those that expire soonest first, up to the limit', async () => {
      const store = current();
      expect(await store.undecided.count(10)).toEqual({ counts: new Map(), oldest: null });
      for (const n of oneTo(4)) await store.verifications.create(draft(`v-${n}`, { createdAt: at(n) }));
      await change(store, 'v-1', pushed(at(5)), at(5));
      await change(store, 'v-2', pushed(at(5), { kind: 'inReview' }), at(5));

      const { counts, oldest } = await store.undecided.count(10);

      expect(Object.fromEntries(counts)).toEqual({ IN_REVIEW: 1, PENDING: 2 });
      expect(oldest).toEqual(at(2));
      const { counts: few } = await store.undecided.count(2);
      expect([...few.values()].reduce((sum, count) => sum + count, 0)).toBe(2);
    });
  });

  describe('retention.forgetReplays', () => {
    it('destroys the requests that were kept before the given time, and nothing else', async () => {
      const store = current();
      for (const n of oneTo(3)) {
        await store.verifications.create(draft(`v-${n}`, { createdAt: at(0) }));
        await change(store, `v-${n}`, conflict, at(n * 10));
      }
      const before = await read(store, 'v-1');
      expect(await store.retention.forgetReplays(at(20))).toBe(1);
      const { personal, ...rest } = await read(store, 'v-1');
      expect(personal.replay).toBeUndefined();
      expect(personal.holder?.reveal()).toEqual(holder);
      expect({ ...rest, personal: before.personal }).toEqual(before);
      expect((await read(store, 'v-2')).personal.replay?.reveal()).toBe('{"kept":1}');
      expect(await store.retention.forgetReplays(at(20))).toBe(0);
      expect(await store.retention.forgetReplays(at(100))).toBe(2);
    });

    it('measures from the time the request was kept, not from later changes', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await change(store, 'v-1', conflict, at(10));
      await change(store, 'v-1', { kind: 'mergeSent' }, at(500));
      const failure = {
        code: 'OTHER',
        message: { words: 'Refused.' },
        providerCode: null,
        providerMessage: null,
        retryable: false,
      } as const;
      await change(store, 'v-1', { kind: 'mergeAnswered', outcome: { kind: 'failed', failure } }, at(600));
      expect(await store.retention.forgetReplays(at(11))).toBe(1);
    });

    it('measures again from a request that was kept again', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await change(store, 'v-1', conflict, at(10));
      await store.verifications.change('v-1', (verification) => ({
        verification: {
          ...verification,
          version: verification.version + 1,
          updatedAt: at(500),
          personal: { ...verification.personal, replay: Secret.of('{"kept":2}') },
        },
        event: {
          ...draft('v-1').event,
          version: verification.version + 1,
        },
      }));
      expect(await store.retention.forgetReplays(at(500))).toBe(0);
      expect(await store.retention.forgetReplays(at(501))).toBe(1);
    });

    it('finds nothing after a merge', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await change(store, 'v-1', conflict, at(10));
      await change(store, 'v-1', { kind: 'mergeSent' }, at(20));
      await change(store, 'v-1', { kind: 'mergeAnswered', outcome: { kind: 'approved' } }, at(30));
      expect(await store.retention.forgetReplays(at(hourMs))).toBe(0);
    });
  });
}
