import { Secret } from '../../../src/domain/privacy/secret';
import type { Verification } from '../../../src/domain/verification/verification';
import { child, closedSecret, inventedAudit, person } from '../../graphql/invented';
import {
  at,
  change,
  changedOf,
  draft,
  everythingPersonal,
  happens,
  nothingNew,
  oneTo,
  pushed,
  read,
  rejection,
  sequencesOf,
  versionsOf,
} from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeChanges(current: CurrentStore): void {
  describe('verifications.change', () => {
    it('stores the new state of the verification, and its event', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const { verification, event } = await change(
        store,
        'v-1',
        pushed(at(5), { ...rejection, references: { transactionId: 'tx' }, message: { words: 'one line' } }),
        at(7),
      );
      expect(verification).toMatchObject({
        version: 2,
        status: 'REJECTED',
        decidedAt: at(5),
        updatedAt: at(7),
      });
      expect(await read(store, 'v-1')).toEqual(verification);
      expect(event).toEqual({
        verificationId: 'v-1',
        guid: 'account-1',
        version: 2,
        sequence: 2,
        status: 'REJECTED',
        previousStatus: 'PENDING',
        assuranceLevel: 'NONE',
        secondInspection: null,
        cause: 'PROVIDER_CALLBACK',
        message: { words: 'one line' },
        occurredAt: at(5),
        recordedAt: at(7),
      });
      expect((await store.events.histories(['v-1'])).get('v-1')?.at(-1)).toEqual(event);
    });

    it('decides on the verification as it stands', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await change(store, 'v-1', pushed(at(1)), at(1));
      const seen: Verification[] = [];
      await store.verifications.change('v-1', (verification) => {
        seen.push(verification);
        return null;
      });
      expect(seen.map(({ status, version }) => [status, version])).toEqual([['APPROVED', 2]]);
    });

    it('seals new values, and keeps the others without opening them', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
      await change(
        store,
        'v-1',
        pushed(at(1), { kind: 'inReview', subject: { realName: child.realName } }),
        at(1),
      );
      const { personal } = await read(store, 'v-1');
      expect(personal.subject?.reveal()).toEqual({
        ...person,
        certType: 'RESIDENT_ID_CARD',
        realName: child.realName,
      });
      expect(personal.audit?.reveal()).toEqual(inventedAudit);
      expect(personal.replay?.reveal()).toBe(everythingPersonal.replay.reveal());
    });

    it('removes a personal value that the new state no longer has', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
      await change(store, 'v-1', { kind: 'mergeAnswered', outcome: { kind: 'approved' } }, at(1));
      const fields = Object.keys((await read(store, 'v-1')).personal).sort();
      expect(fields).toEqual([
        'audit',
        'authUrl',
        'memo',
        'metadata',
        'returnTo',
        'school',
        'staffReason',
        'subject',
      ]);
    });

    it('changes nothing if nothing is decided', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const outcome = await store.verifications.change('v-1', () => null, { factKey: 'fact' });
      expect(outcome).toEqual({ kind: 'unchanged', verification: await read(store, 'v-1') });
      expect(await versionsOf(store, 'v-1')).toEqual([1]);
      // A fact that changed nothing was not recorded either: it may come again and count.
      expect(
        changedOf(await store.verifications.change('v-1', happens(nothingNew, at(1)), { factKey: 'fact' })),
      ).toBeDefined();
    });

    it('returns null for an unknown verification, and decides nothing', async () => {
      const decide = jest.fn(() => null);
      expect(await current().verifications.change('nobody', decide)).toBeNull();
      expect(decide).not.toHaveBeenCalled();
    });

    it('finds the verification by the hash of its callback token too', async () => {
      const store = current();
      await store.verifications.create(draft('v-1', { callbackTokenHash: 'hash-1' }));
      await store.verifications.create(draft('v-2', { callbackTokenHash: 'hash-2' }));
      const once = () =>
        store.verifications.change({ callbackTokenHash: 'hash-2' }, happens(pushed(at(1)), at(1)), {
          factKey: 'push-1',
        });
      expect(changedOf(await once()).event).toMatchObject({ verificationId: 'v-2', version: 2 });
      expect(await once()).toEqual({ kind: 'repeated', verification: await read(store, 'v-2') });
      expect(await versionsOf(store, 'v-1')).toEqual([1]);
      const decide = jest.fn(() => null);
      expect(await store.verifications.change({ callbackTokenHash: 'v-1' }, decide)).toBeNull();
      expect(decide).not.toHaveBeenCalled();
    });

    it('stores nothing when deciding throws', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const before = await read(store, 'v-1');
      const idempotency = { keyHash: 'key', requestHash: 'request' };
      const fault = new Error('cannot decide');
      await expect(
        store.verifications.change(
          'v-1',
          () => {
            throw fault;
          },
          { factKey: 'fact', idempotency },
        ),
      ).rejects.toBe(fault);
      await expectUntouched(store, before);
      expect(await store.idempotency.firstUse(idempotency)).toBeNull();
      const again = await store.verifications.change('v-1', happens(nothingNew, at(1)), {
        factKey: 'fact',
        idempotency,
      });
      expect(changedOf(again).event).toMatchObject({ version: 2, sequence: 2 });
    });

    it('stores nothing when the change fails', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const before = await read(store, 'v-1');
      await expect(
        store.verifications.change('v-1', (verification) => {
          const next = happens(nothingNew, at(1))(verification);
          // The version is taken: the event that is written last cannot be.
          return next && { ...next, event: { ...next.event, version: 1 } };
        }),
      ).rejects.toThrow();
      await expect(
        store.verifications.change('v-1', (verification) => {
          const next = happens(nothingNew, at(1))(verification);
          return (
            next && { ...next, verification: { ...next.verification, personal: { memo: closedSecret() } } }
          );
        }),
      ).rejects.toThrow('opened');
      await expectUntouched(store, before);
    });

    it('runs concurrent changes one after another', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const changes = await Promise.all(
        oneTo(20).map((n) => store.verifications.change('v-1', happens(nothingNew, at(n)))),
      );
      const versions = changes.map((changed) => changedOf(changed).event.version);
      expect(versions.sort((a, b) => a - b)).toEqual(oneTo(21).slice(1));
      expect(await versionsOf(store, 'v-1')).toEqual(oneTo(21));
      expect((await read(store, 'v-1')).version).toBe(21);
    });

    it('lets one of two exclusive decisions win', async () => {
      const store = current();
      await store.verifications.create(
        draft('v-1', { status: 'CONFLICT', personal: { replay: Secret.of('{}') } }),
      );
      const outcomes = await Promise.all(
        oneTo(5).map(() => store.verifications.change('v-1', happens({ kind: 'mergeSent' }, at(1)))),
      );
      expect(outcomes.map((outcome) => outcome?.kind).sort()).toEqual([
        'changed',
        ...oneTo(4).map(() => 'unchanged'),
      ]);
    });
  });

  describe('a fact', () => {
    it('changes nothing when it is repeated, and nothing is decided again', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.change('v-1', happens(pushed(at(1)), at(1)), { factKey: 'push-1' });
      const before = await read(store, 'v-1');
      const decide = jest.fn(happens(pushed(at(1)), at(2)));
      const repeated = await store.verifications.change('v-1', decide, { factKey: 'push-1' });
      expect(repeated).toEqual({ kind: 'repeated', verification: before });
      expect(decide).not.toHaveBeenCalled();
      await expectUntouched(store, before);
    });

    it('is recorded once although it arrives many times at once', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      const outcomes = await Promise.all(
        oneTo(8).map((n) =>
          store.verifications.change('v-1', happens(pushed(at(1)), at(n)), { factKey: 'push-1' }),
        ),
      );
      expect(outcomes.map((outcome) => outcome?.kind).sort()).toEqual([
        'changed',
        ...oneTo(7).map(() => 'repeated'),
      ]);
      expect(await versionsOf(store, 'v-1')).toEqual([1, 2]);
    });

    it('is a different fact for another verification, under another key, or without a key', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.create(draft('v-2'));
      const keys = [['v-1', 'push-1'], ['v-2', 'push-1'], ['v-1', 'push-2'], ['v-1'], ['v-1']] as const;
      for (const [id, factKey] of keys) {
        const outcome = await store.verifications.change(
          id,
          happens(nothingNew, at(1)),
          factKey ? { factKey } : {},
        );
        expect(outcome?.kind).toBe('changed');
      }
    });
  });

  async function expectUntouched(store: ReturnType<CurrentStore>, before: Verification): Promise<void> {
    const { id, guid, version } = before;
    expect(await read(store, id)).toEqual(before);
    expect(await versionsOf(store, id)).toEqual(oneTo(version));
    expect(await sequencesOf(store, guid ?? '')).toEqual(oneTo(version));
    expect(await store.accounts.lastSequence(guid ?? '')).toBe(version);
  }
}
