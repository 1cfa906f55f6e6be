import type { Evidence } from '../../../src/domain/assurance/assurance';
import { knownAge, knownCertificate, knownClaims, sourcesOf } from '../../../src/domain/facts/facts';
import { child, person } from '../../graphql/invented';
import { approved, dayMs, daysBefore, now, personal, rules } from '../assurance/evidence';

const sources = (...all: readonly Evidence[]) => sourcesOf(all, rules, now);

describe('the facts of an account', () => {
  test('come from the best verification that knows them: the highest level, then the latest decided', () => {
    const face = approved('WECHAT_FACE', { decidedAt: daysBefore(900) });
    const records = approved('IMPORT', { personal: personal('IMPORT', child) });
    const phone = approved('MOBILE', { personal: personal('MOBILE', { mobileNo: '19900009999' }) });

    expect(knownClaims(sources(phone, records, face))).toEqual({ ...person, mobileNo: '19900009999' });
    expect(knownAge(sources(phone, records, face), now)).toBe(35);
    expect(knownClaims(sources(approved('IMPORT', { decidedAt: daysBefore(2) }), records)).identityNo).toBe(
      child.identityNo,
    );
  });

  test('include those of an approval that has lapsed, after all that stand', () => {
    const owner = approved('MOBILE_OWNER', { decidedAt: daysBefore(400) });
    const records = approved('IMPORT', {
      personal: personal('IMPORT', child),
      decidedAt: daysBefore(900),
    });

    expect(knownClaims(sources(owner, records))).toEqual({ ...child, mobileNo: person.mobileNo });
  });

  test.each([
    ['was moved away by a merge', { movedAt: now }],
    ['is of the sandbox in production', { environment: 'SANDBOX' as const }],
    ['is redacted', { redactedAt: now }],
    ['was approved by staff', { verdictBy: 'STAFF' as const }],
    ['was taken back', { status: 'REJECTED' as const, secondInspection: 'FAILED' as const }],
  ])('are none of a verification that %s', (_what, changes) => {
    const known = sources(approved('ONENET_PAGE', changes));

    expect(knownClaims(known)).toEqual({ realName: null, identityNo: null, mobileNo: null });
    expect([knownAge(known, now), knownCertificate(known, now)]).toEqual([null, null]);
  });

  test("hold for the certificate alone if only OneNET's push knows it", () => {
    const page = approved('ONENET_PAGE', {
      personal: personal('ONENET_PAGE', person, { certExpDate: now.getTime() - dayMs }),
    });

    expect(knownCertificate(sources(approved('WECHAT_FACE'), page), now)).toBe(false);
  });
});
