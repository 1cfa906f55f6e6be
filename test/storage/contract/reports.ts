import type { Consent } from '../../../src/domain/consent/consent';
import type { PrivilegedAct } from '../../../src/storage/acts/contract';
import { at, draft } from '../samples';
import type { CurrentStore } from '../store-contract';

const act: PrivilegedAct = {
  id: 'act-1',
  kind: 'REVEAL',
  at: at(0),
  by: { kind: 'commandLine', systemUser: 'chen', givenName: null },
  verificationId: 'v-1',
  account: null,
  approvedBy: null,
};

const consent: Consent = {
  id: 'c-1',
  guid: 'account-1',
  purpose: 'default',
  kind: 'GUARDIAN',
  noticeVersion: 'v1',
  noticeDigest: 'ab'.repeat(32),
  givenBy: 'account-9',
  relationProof: 'v-9',
  givenAt: at(10),
  withdrawnAt: null,
  redactedAt: null,
};

export function describeReports(current: CurrentStore): void {
  describe('counts of reports', () => {
    it('count accounts once, verifications each, and none of a check without an account', async () => {
      const { verifications, reports } = current();
      await verifications.create(draft('v-1'));
      await verifications.create(draft('v-2', { method: 'IMPORT', status: 'APPROVED' }));
      await verifications.create(draft('v-3', { guid: 'account-2', method: 'IMPORT' }));
      await verifications.create(draft('v-4', { guid: null, method: 'IMPORT' }));

      expect(await reports.people()).toBe(2);
      expect(await reports.people(['ONENET_PAGE'])).toBe(1);
      expect(await reports.peopleByMethod()).toEqual(
        new Map([
          ['ONENET_PAGE', 1],
          ['IMPORT', 2],
        ]),
      );
      expect(await reports.verifications()).toHaveLength(3);
      expect(await reports.verifications()).toContainEqual({ method: 'IMPORT', status: 'PENDING', count: 2 });
    });

    it('count consents and guardians, of all accounts and of some', async () => {
      const { consents, reports } = current();
      await consents.record({ consent });
      await consents.record({ consent: { ...consent, id: 'c-2', guid: 'account-2' } });
      await consents.record({ consent: { ...consent, id: 'c-3', givenAt: at(20), withdrawnAt: at(30) } });

      expect(await reports.guardians()).toBe(1);
      const kind = { purpose: 'default', kind: 'GUARDIAN' };
      expect([...(await reports.consents())].sort((one, other) => other.count - one.count)).toEqual([
        { ...kind, isWithdrawn: false, count: 2 },
        { ...kind, isWithdrawn: true, count: 1 },
      ]);
      const live = { ...kind, guid: 'account-1', givenBy: 'account-9', isWithdrawn: false };
      expect(await reports.consentsOf(['account-1'], at(20))).toEqual([live]);
    });

    it('count reveals, without those of reports, and erasures, at any time and in a period', async () => {
      const { verifications, reveals, reports } = current();
      await verifications.create(draft('v-1', { redactedAt: at(5), personal: {} }));
      const reveal = { verificationId: 'v-1', caller: 'staff', purpose: 'a complaint', at: at(7) };
      await reveals.record(reveal, { act });
      await reveals.recordOfReport([reveal, { ...reveal, verificationId: 'v-2' }]);
      await reveals.recordOfReport([]);

      expect(await reports.reveals()).toBe(1);
      expect((await reveals.of(['v-1'])).get('v-1')).toHaveLength(2);
      const revealsIn = (from: number, until: number, guid = 'account-1') =>
        reports.revealsOf([guid], { from: at(from), until: at(until) });
      expect([await revealsIn(7, 8), await revealsIn(8, 9), await revealsIn(6, 7)]).toEqual([1, 0, 0]);
      expect(await revealsIn(7, 8, 'account-2')).toBe(0);
      expect(await reports.erasures()).toBe(1);
      expect(await reports.erasures({ from: at(5), until: at(6) })).toBe(1);
      expect(await reports.erasures({ from: at(6), until: at(9) })).toBe(0);
    });
  });
}
