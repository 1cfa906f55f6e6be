import type { Evidence } from '../../../src/domain/assurance/assurance';
import { assuranceOfAccount } from '../../../src/domain/assurance/of-account';
import { child, person } from '../../graphql/invented';
import { approved, dayMs, daysBefore, now, personal, rules } from './evidence';

const account = (...all: readonly Evidence[]) => assuranceOfAccount(all, rules, now);
const about = (method: string, subject: Parameters<typeof personal>[1]) => ({
  personal: personal(method, subject),
});

describe('the assurance of an account', () => {
  test('is null if none of its verifications is approved', () => {
    expect(account()).toMatchObject({ level: 'NONE', identity: 'NONE', reasons: ['NOT_APPROVED'] });
    expect(account(approved('IMPORT', { status: 'PENDING', decidedAt: null }))).toMatchObject({
      level: 'NONE',
    });
  });

  test('is its best verification: the highest level, then the latest decided', () => {
    expect(
      account(approved('LINKID_PAGE', { decidedAt: daysBefore(900) }), approved('IMPORT')),
    ).toMatchObject({
      level: 'HIGH',
      binding: 'LIVE_FACE',
    });
    expect(
      account(
        approved('IMPORT', { decidedAt: daysBefore(2) }),
        approved('ECARD', { decidedAt: daysBefore(1) }),
      ),
    ).toMatchObject({ level: 'LOW', binding: 'POSSESSION' });
  });

  test('names the reason why its latest decision is not an approval', () => {
    const takenBack = { status: 'REJECTED', secondInspection: 'FAILED' } as const;

    expect(account(approved('ONENET_PAGE', takenBack)).reasons).toEqual([
      'NOT_APPROVED',
      'SECOND_INSPECTION_FAILED',
    ]);
  });

  test('decrypts no personal data if only one approval holds', () => {
    const closed = approved('IMPORT', { personal: {} });

    expect(account(closed, approved('MOBILE', { decidedAt: daysBefore(400) }))).toMatchObject({
      level: 'LOW',
    });
  });
});

describe('assurance rule 1 (two sources know different identity numbers)', () => {
  const face = approved('WECHAT_FACE');
  const another = approved('IMPORT', about('IMPORT', child));

  test('holds the account at LOW, reports the conflict, and lets no other rule raise it', () => {
    expect(account(face, another)).toMatchObject({
      level: 'LOW',
      reasons: ['METHOD', 'IDENTITY_INCONSISTENT'],
    });
    expect(
      account(another, approved('ONENET_PAGE'), approved('MOBILE_OWNER'), approved('MOBILE')),
    ).toMatchObject({
      level: 'LOW',
      channel: 'UNSIGNED_PUSH',
      reasons: ['METHOD', 'UNSIGNED_CHANNEL', 'IDENTITY_INCONSISTENT'],
    });
  });

  test.each([
    ['redacted', { redactedAt: now, personal: {} }],
    ['moved away by a merge', { movedAt: now }],
    ['of the sandbox', { environment: 'SANDBOX' as const }],
    ['not approved', { status: 'REJECTED' as const }],
    ['approved by staff', { verdictBy: 'STAFF' as const }],
  ])('ignores a verification that is %s', (_state, changes) => {
    expect(account(face, { ...another, ...changes })).toMatchObject({ level: 'HIGH' });
  });

  test('compares only certificates of the same kind', () => {
    const passport = { ...person, identityNo: 'E12345678', certType: 'PASSPORT' } as const;

    expect(account(face, approved('LINKID_PHOTO', about('LINKID_PHOTO', passport)))).toMatchObject({
      level: 'HIGH',
    });
  });

  test.each(['999999199102030016', '９９９９９９199102030016', '999999 19910203 0016'])(
    'treats %s as the same number',
    (identityNo) => {
      expect(account(face, approved('IMPORT', about('IMPORT', { ...person, identityNo })))).toMatchObject({
        level: 'HIGH',
      });
    },
  );

  test('treats a number of 15 digits as equal to the number of 18 digits that replaced it', () => {
    const former = { ...person, identityNo: '999999910203001' };

    expect(account(face, approved('IMPORT', about('IMPORT', former)))).toMatchObject({ level: 'HIGH' });
  });
});

describe('assurance rule 2 (OneNET and the carrier agree on the whole person)', () => {
  test('is HIGH over a corroborated channel, while both hold', () => {
    const end = now.getTime() + 100 * dayMs;
    const page = approved('ONENET_PAGE', { personal: personal('ONENET_PAGE', person, { certExpDate: end }) });

    expect(account(page, approved('MOBILE_OWNER'))).toMatchObject({
      level: 'HIGH',
      identity: 'AUTHORITATIVE',
      binding: 'LIVE_FACE',
      channel: 'CORROBORATED',
      reasons: ['METHOD', 'UNSIGNED_CHANNEL', 'CORROBORATED'],
      validUntil: new Date(end),
    });
  });

  test.each([
    ['name', { ...person, realName: '甄另人' }],
    ['phone', { ...person, mobileNo: '19900009999' }],
    ['no phone', { realName: person.realName, identityNo: person.identityNo }],
  ])('does not raise the level if they differ in %s', (_field, subject) => {
    expect(
      account(approved('ONENET_PAGE'), approved('MOBILE_OWNER', about('MOBILE_OWNER', subject))),
    ).toMatchObject({
      level: 'SUBSTANTIAL',
      channel: 'UNSIGNED_PUSH',
    });
  });

  test('does not raise the level once one of them has lapsed', () => {
    expect(
      account(approved('ONENET_PAGE'), approved('MOBILE_OWNER', { decidedAt: daysBefore(366) })),
    ).toMatchObject({ level: 'SUBSTANTIAL' });
  });
});

describe('assurance rule 3 (the carrier and an SMS code agree on the phone)', () => {
  test('is SUBSTANTIAL by possession, until the earlier of the two lapses', () => {
    const owner = approved('MOBILE_OWNER', { decidedAt: daysBefore(10) });

    expect(account(owner, approved('MOBILE', { decidedAt: daysBefore(100) }))).toMatchObject({
      level: 'SUBSTANTIAL',
      identity: 'MATCHED',
      binding: 'POSSESSION',
      channel: 'AUTHENTICATED',
      reasons: ['METHOD', 'PHONE_CONFIRMED'],
      validUntil: new Date(daysBefore(100).getTime() + 365 * dayMs),
    });
  });

  test('rests on the SMS code that holds longest', () => {
    const codes = [300, 20, 200].map((days) => approved('MOBILE', { decidedAt: daysBefore(days) }));

    expect(account(approved('MOBILE_OWNER', { decidedAt: daysBefore(1) }), ...codes).validUntil).toEqual(
      new Date(daysBefore(20).getTime() + 365 * dayMs),
    );
  });

  test('leaves a higher level and its grounds unchanged', () => {
    expect(account(approved('WECHAT_FACE'), approved('MOBILE_OWNER'), approved('MOBILE'))).toMatchObject({
      level: 'HIGH',
      binding: 'LIVE_FACE',
      validUntil: null,
      reasons: ['METHOD', 'PHONE_CONFIRMED'],
    });
  });

  test('does not raise the level for another phone number', () => {
    const other = approved('MOBILE', about('MOBILE', { mobileNo: '19900009999' }));

    expect(account(approved('MOBILE_OWNER'), other)).toMatchObject({ level: 'LOW' });
  });
});
