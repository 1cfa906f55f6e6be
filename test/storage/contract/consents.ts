import type { Consent } from '../../../src/domain/consent/consent';
import type { Store } from '../../../src/storage/store';
import { at, change, draft } from '../samples';
import type { CurrentStore } from '../store-contract';

const digest = 'ab'.repeat(32);

function consentOf(id: string, changes: Partial<Consent> = {}): Consent {
  return {
    id,
    guid: 'account-1',
    purpose: 'default',
    kind: 'GENERAL',
    noticeVersion: 'v1',
    noticeDigest: digest,
    givenBy: 'account-1',
    relationProof: null,
    givenAt: at(0),
    withdrawnAt: null,
    redactedAt: null,
    ...changes,
  };
}

async function give(store: Store, id: string, changes: Partial<Consent> = {}): Promise<Consent> {
  const consent = consentOf(id, changes);
  expect(await store.consents.record({ consent })).toEqual({ kind: 'recorded', consent });
  return consent;
}

const use = (key: string, request = 'r') => ({ keyHash: `key ${key}`, requestHash: `request ${request}` });

export function describeConsents(current: CurrentStore): void {
  describe('consents', () => {
    it('are found as they were recorded, and as they were withdrawn first', async () => {
      const { consents } = current();
      const given = await give(current(), 'c-1', { kind: 'GUARDIAN', givenBy: 'g', relationProof: 'v-1' });
      expect(await consents.find('c-1')).toEqual(given);
      expect(await consents.find('c-2')).toBeNull();
      expect(await consents.withdraw('c-2', at(5))).toBeNull();
      const withdrawn = { ...given, withdrawnAt: at(5) };
      expect(await consents.withdraw('c-1', at(5))).toEqual(withdrawn);
      expect(await consents.withdraw('c-1', at(9))).toEqual(withdrawn);
      expect(await consents.find('c-1')).toEqual(withdrawn);
    });

    it('are recorded many at once unless they are there, also after a redaction', async () => {
      const { consents } = current();
      const [first, second] = [consentOf('c-1'), consentOf('c-2', { kind: 'SEPARATE' })];
      expect(await consents.recordMissing([first, second], { isDryRun: true })).toBe(2);
      expect(await consents.ofAccount('account-1')).toEqual([]);
      expect(await consents.recordMissing([first], { isDryRun: false })).toBe(1);
      await consents.redact('account-1', at(5));
      const again = [{ ...first, id: 'c-3' }, second, { ...second, id: 'c-4' }];
      expect(await consents.recordMissing(again, { isDryRun: false })).toBe(1);
      expect((await consents.ofAccount('account-1')).map(({ id }) => id)).toEqual(['c-1', 'c-2']);
      expect(await consents.recordMissing([], { isDryRun: false })).toBe(0);
    });

    it('are found by the account that gave them for others, oldest first', async () => {
      const { consents } = current();
      await give(current(), 'c-1');
      const later = { kind: 'GUARDIAN', guid: 'account-3', givenBy: 'account-1', givenAt: at(2) } as const;
      const [second, first] = [
        await give(current(), 'c-2', later),
        await give(current(), 'c-3', { ...later, guid: 'account-2', givenAt: at(1) }),
      ];
      expect(await consents.givenForOthers('account-1')).toEqual([first, second]);
      expect(await consents.givenForOthers('account-2')).toEqual([]);
    });

    it('are live for their account and purpose until they are withdrawn or redacted', async () => {
      const store = current();
      await give(store, 'c-1');
      await give(store, 'c-2', { givenAt: at(1) });
      await give(store, 'c-3', { purpose: 'payout' });
      await give(store, 'c-4', { guid: 'account-2' });
      const live = async (guid: string, purpose: string) =>
        (await store.consents.live(guid, purpose)).map(({ id }) => id);
      expect(await live('account-1', 'default')).toEqual(['c-1', 'c-2']);
      await store.consents.withdraw('c-1', at(5));
      expect(await live('account-1', 'default')).toEqual(['c-2']);
      await store.consents.redact('account-1', at(6));
      expect(await live('account-1', 'default')).toEqual([]);
      expect(await live('account-1', 'payout')).toEqual([]);
      expect(await live('account-2', 'default')).toEqual(['c-4']);
    });

    it('are paged newest first, also those of one moment, and by giver', async () => {
      const store = current();
      for (const [id, ms, givenBy] of [
        ['c-1', 0, 'account-1'],
        ['c-2', 1, 'guardian'],
        ['c-3', 1, 'account-1'],
        ['c-4', 2, 'guardian'],
      ] as const) {
        await give(store, id, { givenAt: at(ms), givenBy });
      }
      await give(store, 'c-5', { guid: 'account-2' });
      const page = async (query: object) => {
        const { items, hasMore } = await store.consents.page({ guid: 'account-1', limit: 2, ...query });
        return [items.map(({ id }) => id), hasMore];
      };
      expect(await page({})).toEqual([['c-4', 'c-3'], true]);
      expect(await page({ after: { at: at(1), id: 'c-3' } })).toEqual([['c-2', 'c-1'], false]);
      expect(await page({ givenBy: 'guardian' })).toEqual([['c-4', 'c-2'], false]);
      expect((await store.consents.ofAccount('account-1')).map(({ id }) => id)).toEqual([
        'c-1',
        'c-2',
        'c-3',
        'c-4',
      ]);
    });

    it('are recorded once for an idempotency key, and not if a counter is full', async () => {
      const store = current();
      const first = consentOf('c-1');
      const both = await Promise.all(
        ['c-1', 'c-2'].map((id) =>
          store.consents.record({ consent: { ...first, id }, idempotency: use('k') }),
        ),
      );
      expect(both.map(({ kind }) => kind).sort()).toEqual(['consentRepeated', 'recorded']);
      expect(await store.consents.ofAccount('account-1')).toHaveLength(1);
      expect(await store.consents.firstUse(use('k'))).toMatchObject({ kind: 'consentRepeated' });
      expect(await store.consents.firstUse(use('k', 'other'))).toEqual({ kind: 'keyReused' });
      expect(await store.consents.firstUse(use('l'))).toBeNull();

      const attempts = { counters: [{ name: 'c', limit: 1 }], now: at(0), windowMs: 1000 };
      await store.consents.record({ consent: consentOf('c-3'), attempts, idempotency: use('m') });
      const full = await store.consents.record({
        consent: consentOf('c-4'),
        attempts,
        idempotency: use('n'),
      });
      expect(full).toEqual({ kind: 'tooManyAttempts', retryAt: at(1000) });
      expect(await store.consents.find('c-4')).toBeNull();
      expect(await store.consents.firstUse(use('n'))).toBeNull();
    });

    it('have their cases due from the withdrawal on, until those are canceled', async () => {
      const store = current();
      await give(store, 'c-1');
      const due = async () => (await store.consents.withCasesDue(10)).map(({ id }) => id);
      expect(await due()).toEqual([]);
      await store.consents.withdraw('c-1', at(5));
      expect(await due()).toEqual(['c-1']);
      await store.consents.casesCanceled('c-1');
      expect(await due()).toEqual([]);
    });

    it('keep kind, purpose, times and digest after redaction, and their idempotency keys are free', async () => {
      const store = current();
      const consent = consentOf('c-1', { kind: 'GUARDIAN', givenBy: 'g', relationProof: 'v-1' });
      await store.consents.record({ consent, idempotency: use('k') });
      await store.consents.withdraw('c-1', at(3));
      await store.consents.redact('account-1', at(5));
      await store.consents.redact('account-1', at(9));
      expect(await store.consents.find('c-1')).toEqual({
        ...consent,
        noticeVersion: null,
        givenBy: null,
        relationProof: null,
        withdrawnAt: at(3),
        redactedAt: at(5),
      });
      expect(await store.consents.firstUse(use('k'))).toBeNull();
    });

    it('let a verification be recorded only while they stand, and while the proof of the relation does', async () => {
      const store = current();
      await store.verifications.create(draft('proof', { guid: 'g', status: 'APPROVED' }));
      await give(store, 'c-1');
      await give(store, 'c-2', { kind: 'GUARDIAN', givenBy: 'g', relationProof: 'proof' });
      const consents = { consentIds: ['c-1', 'c-2'], proofIds: ['proof'] };
      const begin = async (id: string) =>
        (await store.verifications.create({ ...draft(id), idempotency: use(id), consents })).kind;
      expect(await begin('v-1')).toBe('created');
      await store.consents.withdraw('c-1', at(5));
      expect(await begin('v-2')).toBe('consentGone');
      expect((await store.verifications.find(['v-2'])).size).toBe(0);
      expect(await store.idempotency.firstUse(use('v-2'))).toBeNull();
      await give(store, 'c-3');
      consents.consentIds = ['c-3', 'c-2'];
      expect(await begin('v-3')).toBe('created');
      await change(store, 'proof', { kind: 'redacted' }, at(6));
      expect(await begin('v-4')).toBe('consentGone');
    });

    it('are never withdrawn between the last look and the record of a request', async () => {
      const store = current();
      for (let n = 0; n < 10; n += 1) {
        await give(store, `c-${n}`);
        const consents = { consentIds: [`c-${n}`], proofIds: [] };
        const [created] = await Promise.all([
          store.verifications.create({ ...draft(`v-${n}`), consents }),
          store.consents.withdraw(`c-${n}`, at(5)),
        ]);
        const isThere = (await store.verifications.find([`v-${n}`])).has(`v-${n}`);
        expect(isThere).toBe(created.kind === 'created');
        const later = await store.verifications.create({ ...draft(`w-${n}`), consents });
        expect(later.kind).toBe('consentGone');
      }
    });
  });
}
