import { child, person } from '../../graphql/invented';
import {
  at,
  change,
  draft,
  everythingPersonal,
  happens,
  nothingNew,
  oneTo,
  pendingTtlMs,
  pushed,
  read,
  rejection,
  sequencesOf,
} from '../samples';
import type { CurrentStore } from '../store-contract';

const redacted = { kind: 'redacted' } as const;

export function describeRedaction(current: CurrentStore): void {
  describe('a redacted verification', () => {
    it('keeps the references that only identify it, and no other one', async () => {
      const store = current();
      const credentials = { rnAuthTicket: 'ticket', at: 'at-1', badgeTicket: 'badge' };
      await store.verifications.create(draft('v-1', { references: { busiSeq: 'OneNET1', ...credentials } }));
      await change(store, 'v-1', redacted, at(1));
      expect((await read(store, 'v-1')).references).toEqual({ busiSeq: 'OneNET1' });
    });

    it('keeps status, method and times, and no personal value', async () => {
      const store = current();
      await store.verifications.create(
        draft('v-1', { personal: everythingPersonal, references: { busiSeq: 'OneNET1' } }),
      );
      await change(store, 'v-1', pushed(at(1)), at(1));
      const before = await read(store, 'v-1');
      await change(store, 'v-1', redacted, at(2));
      expect(await read(store, 'v-1')).toEqual({
        ...before,
        version: 3,
        personal: {},
        updatedAt: at(2),
        redactedAt: at(2),
      });
      expect(await store.retention.forgetReplays(at(9))).toBe(0);
    });

    it('stays redacted, whatever a provider still sends, also after its key is destroyed', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
      await change(store, 'v-1', redacted, at(1));
      await change(store, 'v-1', pushed(at(2), { ...rejection, subject: person }), at(2));
      await store.retention.destroyRedacted(['v-1']);
      await change(store, 'v-1', pushed(at(3), { kind: 'approved', subject: person }), at(3));
      expect(await read(store, 'v-1')).toMatchObject({ status: 'APPROVED', personal: {}, version: 4 });
    });
  });

  describe('retention.unredacted', () => {
    it('returns verifications of the account whose personal data is still there, oldest first', async () => {
      const store = current();
      for (const n of [3, 1, 4, 2]) await store.verifications.create(draft(`v-${n}`, { createdAt: at(n) }));
      await store.verifications.create(draft('w-1', { guid: 'account-2' }));
      await change(store, 'v-2', redacted, at(9));
      expect(await store.retention.unredacted('account-1', 10)).toEqual(['v-1', 'v-3', 'v-4']);
      expect(await store.retention.unredacted('account-1', 2)).toEqual(['v-1', 'v-3']);
      expect(await store.retention.unredacted('nobody', 2)).toEqual([]);
    });
  });

  describe('retention.outlived', () => {
    it('returns ended verifications that were last changed before the given time and still hold personal data', async () => {
      const store = current();
      for (const n of oneTo(6)) await store.verifications.create(draft(`v-${n}`));
      // Decided long ago by the provider's clock, which is not the one that counts.
      await change(store, 'v-1', pushed(at(-pendingTtlMs)), at(10));
      await change(store, 'v-2', pushed(at(20), rejection), at(20));
      await change(store, 'v-3', { kind: 'canceled' }, at(15));
      await change(store, 'v-4', { kind: 'expired' }, at(pendingTtlMs));
      await change(store, 'v-5', pushed(at(10)), at(10));
      await change(store, 'v-5', redacted, at(11));
      const outlived = async (before: Date) => [...(await store.retention.outlived(before, 10))].sort();
      expect(await outlived(at(10))).toEqual([]);
      expect(await outlived(at(16))).toEqual(['v-1', 'v-3']);
      // v-6 still waits, however long ago it began.
      expect(await outlived(at(10 * pendingTtlMs))).toEqual(['v-1', 'v-2', 'v-3', 'v-4']);
      expect(await store.retention.outlived(at(10 * pendingTtlMs), 2)).toHaveLength(2);
    });
  });

  describe('retention.destroyRedacted', () => {
    it('leaves the other verifications of the account readable and changeable', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
      await store.verifications.create(
        draft('v-2', { personal: everythingPersonal, callbackTokenHash: 'door' }),
      );
      await change(store, 'v-1', redacted, at(1));
      const before = await read(store, 'v-2');
      await store.retention.destroyRedacted(['v-1']);

      const after = await read(store, 'v-2');
      expect(after).toEqual(before);
      for (const [field, secret] of Object.entries(everythingPersonal)) {
        expect([field, revealed(after.personal, field)]).toEqual([field, secret.reveal()]);
      }
      expect((await store.verifications.findByCallbackToken('door'))?.id).toBe('v-2');
      await change(store, 'v-2', pushed(at(3), { kind: 'approved', subject: child }), at(3));
      expect((await read(store, 'v-2')).personal.subject?.reveal().realName).toBe(child.realName);
    });

    it('lets the account start new verifications', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await change(store, 'v-1', redacted, at(1));
      await store.retention.destroyRedacted(['v-1']);
      await store.verifications.create(draft('v-2'));
      expect((await read(store, 'v-2')).personal.subject?.reveal()).toEqual(person);
      expect(await sequencesOf(store, 'account-1')).toEqual([1, 2, 3]);
    });

    it('does not touch other accounts, nor verifications that were not redacted', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { guid: 'account-2' }));
      await store.verifications.create(draft('v-2'));
      await store.verifications.create(draft('v-3', { guid: null }));
      await store.retention.destroyRedacted(['v-1', 'v-2', 'v-3', 'nobody']);
      for (const id of ['v-1', 'v-2', 'v-3']) {
        expect((await read(store, id)).personal.subject?.reveal()).toEqual(person);
      }
    });

    it('accepts an empty list', async () => {
      await expect(current().retention.destroyRedacted([])).resolves.toBeUndefined();
    });

    it('deletes the keyed hash of the request', async () => {
      const store = current();
      const idempotency = { keyHash: 'key', requestHash: 'request' };
      await store.verifications.create(draft('v-1', { idempotency }));
      await store.verifications.create(draft('v-2', { idempotency: { ...idempotency, keyHash: 'other' } }));
      await change(store, 'v-1', redacted, at(1));
      await store.retention.destroyRedacted(['v-1']);
      expect(await store.idempotency.firstUse(idempotency)).toBeNull();
      expect((await store.idempotency.firstUse({ ...idempotency, keyHash: 'other' }))?.kind).toBe('repeated');
    });

    it('does not disturb concurrent changes of the account', async () => {
      const store = current();
      await store.verifications.create(draft('v-0'));
      await change(store, 'v-0', redacted, at(1));
      await store.verifications.create(draft('w-0', { guid: 'account-2' }));
      await Promise.all([
        ...oneTo(5).map(async (n) => {
          await store.verifications.create(draft(`v-${n}`));
          await store.verifications.change(
            `v-${n}`,
            happens(pushed(at(n), { kind: 'approved', subject: child }), at(n)),
          );
        }),
        ...oneTo(5).map((n) => store.verifications.change('w-0', happens(nothingNew, at(n)))),
        ...oneTo(5).map(() => store.retention.destroyRedacted(['v-0'])),
      ]);
      for (const n of oneTo(5)) {
        const { status, personal } = await read(store, `v-${n}`);
        expect([status, personal.subject?.reveal().realName]).toEqual(['APPROVED', child.realName]);
      }
      expect(await sequencesOf(store, 'account-1')).toEqual(oneTo(12));
    });
  });
}

function revealed(personal: object, field: string): unknown {
  const secret: unknown = Object.entries(personal).find(([name]) => name === field)?.[1];
  if (typeof secret === 'object' && secret && 'reveal' in secret && typeof secret.reveal === 'function') {
    return secret.reveal();
  }
  return undefined;
}
