import { at, change, draft, happens, nothingNew, oneTo, pushed, rejection, sequencesOf } from '../samples';
import type { CurrentStore } from '../store-contract';

const takenBack = { ...rejection, secondInspection: 'FAILED' } as const;

export function describeEvents(current: CurrentStore): void {
  describe('events.histories', () => {
    it('returns every event of each verification, oldest first', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.create(draft('v-2'));
      await change(store, 'v-1', pushed(at(1), { kind: 'inReview' }), at(1));
      await change(store, 'v-2', nothingNew, at(2));
      await change(store, 'v-1', pushed(at(3)), at(3));
      const histories = await store.events.histories(['v-2', 'v-1', 'nobody']);
      expect(histories.get('v-1')?.map(({ version, status }) => [version, status])).toEqual([
        [1, 'PENDING'],
        [2, 'IN_REVIEW'],
        [3, 'APPROVED'],
      ]);
      expect(histories.get('v-2')?.map(({ version }) => version)).toEqual([1, 2]);
      expect(histories.get('nobody') ?? []).toEqual([]);
      expect(await store.events.histories([])).toEqual(new Map());
    });
  });

  it('keeps the status before an event and the level right after it', async () => {
    const store = current();
    await store.verifications.create(draft('v-1'));
    await change(store, 'v-1', pushed(at(1)), at(1));
    await change(store, 'v-1', pushed(at(2), takenBack), at(2));
    const events = await store.events.after('v-1', 0, 9);
    expect(
      events.map(({ previousStatus, status, assuranceLevel }) => [previousStatus, status, assuranceLevel]),
    ).toEqual([
      [null, 'PENDING', 'NONE'],
      ['PENDING', 'APPROVED', 'SUBSTANTIAL'],
      ['APPROVED', 'REJECTED', 'NONE'],
    ]);
  });

  describe('events.after', () => {
    it('returns the events after a version, in order, up to the limit', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.create(draft('v-2'));
      for (const n of oneTo(4)) {
        await change(store, 'v-1', nothingNew, at(n));
        await change(store, 'v-2', nothingNew, at(n));
      }
      const versions = async (after: number, limit: number) =>
        (await store.events.after('v-1', after, limit)).map(({ verificationId, version }) => [
          verificationId,
          version,
        ]);
      expect(await versions(0, 2)).toEqual([
        ['v-1', 1],
        ['v-1', 2],
      ]);
      expect(await versions(2, 100)).toEqual([
        ['v-1', 3],
        ['v-1', 4],
        ['v-1', 5],
      ]);
      expect(await versions(5, 100)).toEqual([]);
      expect(await store.events.after('nobody', 0, 100)).toEqual([]);
    });
  });

  describe('events.ofAccountAfter', () => {
    it('returns the events of all verifications of the account, in the order of recording', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.create(draft('w-1', { guid: 'account-2' }));
      await store.verifications.create(draft('v-2'));
      await change(store, 'v-1', pushed(at(9)), at(9));
      await change(store, 'w-1', nothingNew, at(9));
      await change(store, 'v-2', nothingNew, at(1));
      const events = await store.events.ofAccountAfter('account-1', 0, 100);
      expect(
        events.map(({ sequence, verificationId, version }) => [sequence, verificationId, version]),
      ).toEqual([
        [1, 'v-1', 1],
        [2, 'v-2', 1],
        [3, 'v-1', 2],
        [4, 'v-2', 2],
      ]);
      expect(await store.events.ofAccountAfter('account-1', 1, 2)).toEqual(events.slice(1, 3));
      expect(await store.events.ofAccountAfter('account-1', 4, 100)).toEqual([]);
      expect(await sequencesOf(store, 'account-2')).toEqual([1, 2]);
    });

    it('has sequences without a gap, also under concurrent creations and changes', async () => {
      const store = current();
      await store.verifications.create(draft('v-0'));
      await Promise.all(
        oneTo(6).flatMap((n) => [
          store.verifications
            .create(draft(`v-${n}`))
            .then(() =>
              Promise.all(
                oneTo(4).map((m) => store.verifications.change(`v-${n}`, happens(nothingNew, at(m)))),
              ),
            ),
          store.verifications.change('v-0', happens(nothingNew, at(n))),
          store.verifications.change('v-0', () => null),
          store.verifications
            .change('v-0', () => {
              throw new Error('cannot decide');
            })
            .catch(() => null),
        ]),
      );
      const last = 1 + 6 * (1 + 4 + 1);
      expect(await sequencesOf(store, 'account-1')).toEqual(oneTo(last));
      expect(await store.accounts.lastSequence('account-1')).toBe(last);
    });

    it('keeps the order of each verification', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.create(draft('v-2'));
      await Promise.all(
        oneTo(10).map((n) => store.verifications.change(n % 2 ? 'v-1' : 'v-2', happens(nothingNew, at(n)))),
      );
      const events = await store.events.ofAccountAfter('account-1', 0, 100);
      for (const id of ['v-1', 'v-2']) {
        const versions = events.filter((event) => event.verificationId === id).map(({ version }) => version);
        expect(versions).toEqual(oneTo(6));
      }
    });
  });

  describe('accounts.lastSequence', () => {
    it('is 0 for an account without events', async () => {
      expect(await current().accounts.lastSequence('nobody')).toBe(0);
    });

    it('is the sequence of the newest event', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const { event } = await change(store, 'v-1', nothingNew, at(1));
      expect(await store.accounts.lastSequence('account-1')).toBe(event.sequence);
    });
  });
}
