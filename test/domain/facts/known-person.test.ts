import { certificateValid } from '../../../src/domain/facts/certificate';
import { knownPerson } from '../../../src/domain/facts/known-person';
import { isComparable, matchClaim, nothingKnown } from '../../../src/domain/facts/match';
import { Secret } from '../../../src/domain/privacy/secret';
import { closedSecret, person } from '../../graphql/invented';
import { approved, dayMs, methods, now, personal, rules } from '../assurance/evidence';

const known = (method: string, changes: Parameters<typeof approved>[1] = {}) =>
  knownPerson(approved(method, changes), rules.policy);

describe('the facts that a provider confirmed', () => {
  test('are the phone number alone after an SMS code', () => {
    const subject = { ...person, certType: 'RESIDENT_ID_CARD' as const };

    expect(known('MOBILE', { personal: personal('MOBILE_OWNER', subject) })).toMatchObject({
      realName: null,
      identityNo: null,
      mobileNo: person.mobileNo,
    });
  });

  test("are none if LinkID repeated the caller's claim", () => {
    expect(known('LINKID_APP', { personal: personal('MOBILE_OWNER') })).toMatchObject({
      realName: null,
      mobileNo: null,
    });
  });

  test.each(methods)(
    'are none for %s that is not approved, is redacted, or was approved by staff',
    (method) => {
      const sealed = { personal: { subject: closedSecret<never>(), audit: closedSecret<never>() } };

      for (const changes of [
        { status: 'REJECTED' as const },
        { redactedAt: now },
        { verdictBy: 'STAFF' as const },
      ]) {
        expect(Object.values(known(method, { ...sealed, ...changes }))).toEqual(Array(6).fill(null));
      }
    },
  );

  test('include RESIDENT_ID_CARD as the kind if only resident identity cards have such a number', () => {
    const { certType: _none, ...subject } = { ...person, certType: undefined };
    const unionPay = personal('UNIONPAY_FACE', subject);

    expect(known('UNIONPAY_FACE', { personal: unionPay }).certType).toBe('RESIDENT_ID_CARD');
    const kindOf = (identityNo: string) =>
      known('UNIONPAY_FACE', { personal: { subject: Secret.of({ identityNo }) } }).certType;
    expect(['999999910203001', '99999919910203001x', 'E12345678', '9999999102030011'].map(kindOf)).toEqual([
      'RESIDENT_ID_CARD',
      'RESIDENT_ID_CARD',
      null,
      null,
    ]);
  });
});

describe('the validity of a certificate', () => {
  const from = now.getTime() - dayMs;
  const until = now.getTime() + dayMs;
  const valid = (certValidDate: number | null, certExpDate: number | null) =>
    certificateValid(
      known('ONENET_PAGE', {
        personal: personal('ONENET_PAGE', person, { certValidDate, certExpDate }),
      }),
      now,
    );

  test.each([
    [from, until, true],
    [from, null, true],
    [from, 0, true],
    [from, -1, true],
    [null, until, true],
    [now.getTime(), now.getTime() + 1, true],
    [from, now.getTime(), false],
    [now.getTime() + 1, until, false],
    [null, from, false],
    [null, null, null],
  ])('runs from %s until %s: %s', (begin, end, expected) => {
    expect(valid(begin, end)).toBe(expected);
  });

  test('is unknown after a method that saw no certificate', () => {
    expect(certificateValid(known('MOBILE_OWNER'), now)).toBeNull();
  });
});

describe('a claim checked against the known facts', () => {
  const owner = known('MOBILE_OWNER');

  test('matches in any spelling', () => {
    expect(
      matchClaim(
        { realName: ' 甄试例 ', identityNo: '999999 19910203 0016', mobileNo: '199-0000-1234' },
        owner,
      ),
    ).toEqual({ realName: 'MATCHED', identityNo: 'MATCHED', mobileNo: 'MATCHED' });
  });

  test('is judged field by field: a field that was not claimed or is unknown is NOT_KNOWN', () => {
    expect(matchClaim({ realName: '甄另人' }, owner)).toEqual({ ...nothingKnown, realName: 'NOT_MATCHED' });
    expect(matchClaim({ realName: person.realName }, known('MOBILE'))).toEqual(nothingKnown);
    expect(matchClaim({ realName: null }, owner)).toEqual(nothingKnown);
  });

  test('uses up an attempt only if there is a known value to compare with', () => {
    expect(isComparable({ mobileNo: '1' }, known('MOBILE'))).toBe(true);
    expect(isComparable({ realName: '1' }, known('MOBILE'))).toBe(false);
    expect(isComparable({}, owner)).toBe(false);
  });
});
