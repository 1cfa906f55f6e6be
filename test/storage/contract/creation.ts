import { at, change, draft, everythingPersonal, nothingNew, read, sequencesOf } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeCreation(current: CurrentStore): void {
  describe('verifications.create', () => {
    it('stores the verification as it was, times to the millisecond', async () => {
      const store = current();
      const { verification, event } = draft('v-1', {
        createdAt: at(123),
        references: {
          rnAuthTicket: 'ticket',
          busiSeq: 'OneNET1',
          transactionId: 'tx',
          deviceId: 'D1',
          at: 'at-1',
          bsn: 'bsn-1',
          // Of a provider that has no column here.
          badgeNo: 'B-0815',
          visit: 'again',
        },
        environment: 'SANDBOX',
        clientReference: 'order-4711',
        purpose: 'payout',
        verdictBy: 'STAFF',
        staffDecision: { decision: 'APPROVE', callerGuid: 'staff-1', decidedAt: at(7) },
        movedAt: at(8),
        certificateEndsAt: at(9),
      });
      const created = await store.verifications.create({ verification, event });
      expect(created).toEqual({ kind: 'created', verification });
      expect(await read(store, 'v-1')).toEqual(verification);
    });

    it('stores every personal value', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
      const { personal } = await read(store, 'v-1');
      const revealed = Object.entries(personal).map(([field, secret]) => [field, secret.reveal()]);
      expect(Object.fromEntries(revealed)).toEqual(
        Object.fromEntries(
          Object.entries(everythingPersonal).map(([field, secret]) => [field, secret.reveal()]),
        ),
      );
    });

    it('records the first event in the history of the verification and of the account', async () => {
      const store = current();
      const { verification, event } = draft('v-1');
      await store.verifications.create({ verification, event });
      const stored = { ...event, sequence: 1 };
      expect((await store.events.histories(['v-1'])).get('v-1')).toEqual([stored]);
      expect(await store.events.ofAccountAfter('account-1', 0, 10)).toEqual([stored]);
      expect(await store.accounts.lastSequence('account-1')).toBe(1);
    });

    it('keeps a check without an account out of every account’s stream', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { guid: null }));
      await store.verifications.create(draft('v-2', { guid: null }));
      const changed = await change(store, 'v-1', nothingNew, at(1));
      expect(changed.event).toMatchObject({ guid: null, version: 2, sequence: 2 });
      expect((await read(store, 'v-2')).guid).toBeNull();
      expect((await store.verifications.list({ filter: { guid: 'null' }, limit: 10 })).items).toEqual([]);
    });

    it('stores nothing when it fails', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { callbackTokenHash: 'door' }));
      const idempotency = { keyHash: 'key', requestHash: 'request' };
      await expect(
        store.verifications.create(draft('v-2', { callbackTokenHash: 'door', idempotency })),
      ).rejects.toThrow();
      await expect(store.verifications.create(draft('v-1', { guid: 'account-2' }))).rejects.toThrow();

      expect(await store.verifications.find(['v-2'])).toEqual(new Map());
      expect(await store.idempotency.firstUse(idempotency)).toBeNull();
      expect(await store.accounts.lastSequence('account-2')).toBe(0);
      await store.verifications.create(draft('v-3', { idempotency }));
      expect(await sequencesOf(store, 'account-1')).toEqual([1, 2]);
    });
  });
}
