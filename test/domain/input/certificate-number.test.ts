import fc from 'fast-check';
import {
  checkCertNo,
  checkIdentityNo,
  checkRecordedNo,
  identityNoCheckDigit,
} from '../../../src/domain/input/certificate-number';

const withCheckDigit = (first17: string) => first17 + identityNoCheckDigit(first17);
const codeOf = (result: ReturnType<typeof checkIdentityNo>) => (result.ok ? 'accepted' : result.code);

/** ISO 7064 MOD 11-2 by Horner's rule: another way of computing than the weights of the code under test. */
function remainder(number: string): number {
  return [...number].reduce((sum, c) => (sum * 2 + (c === 'X' ? 10 : Number(c))) % 11, 0);
}

/** Invented numbers: region, a day between 1900 and 2020, a serial. */
const identityNumbers = fc
  .tuple(
    fc.constantFrom('110101', '330106', '420111', '540102', '650104', '820000', '933010'),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, birthday, serial]) =>
    withCheckDigit(
      `${region}${birthday.toISOString().slice(0, 10).replaceAll('-', '')}${String(serial).padStart(3, '0')}`,
    ),
  );

describe('identityNoCheckDigit', () => {
  it('makes every number congruent to 1 modulo 11', () => {
    fc.assert(fc.property(identityNumbers, (number) => remainder(number) === 1));
  });

  it("agrees with the sample in ucenter's document", () => {
    expect(identityNoCheckDigit('11010119900307423')).toBe('1');
  });

  it.each(['1101011990030742', '110101199003074231', '1101011990030742x', '1101011990030742 '])(
    'refuses to compute the check digit of %j',
    (text) => {
      expect(() => identityNoCheckDigit(text)).toThrow(RangeError);
    },
  );
});

describe('checkIdentityNo', () => {
  it('accepts every number with a real date and a right check digit', () => {
    fc.assert(
      fc.property(identityNumbers, (number) => {
        expect(checkIdentityNo(number)).toEqual({ ok: true, value: number });
      }),
    );
  });

  it('detects every single mistyped digit', () => {
    fc.assert(
      fc.property(
        identityNumbers,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (number, at, by) => {
          const digit = (Number(number[at]) + by) % 10;
          expect(checkIdentityNo(number.slice(0, at) + digit + number.slice(at + 1)).ok).toBe(false);
        },
      ),
    );
  });

  it('detects two neighbouring digits that changed places', () => {
    expect(codeOf(checkIdentityNo('330106198704121182'))).toBe('accepted');
    expect(codeOf(checkIdentityNo('330160198704121182'))).toBe('CHECK_DIGIT');
  });

  it.each([
    ['full width, a small x and blanks around', ' ４２０１１１１９９６０２２９１０９ｘ\n'],
    ['an invisible character at its end', '42011119960229109X\u200b'],
    ['marks of direction around', '\u202d42011119960229109X\u202c'],
    ['a mark of direction before', '\u200e42011119960229109X'],
    ['groups of 6-8-4 with blanks', '420111 19960229 109X'],
    ['groups of 6-8-4 with hyphens', '420111-19960229-109x'],
    ['groups of four', '4201 1119 9602 2910 9X'],
  ])('folds a number in %s', (_case, typed) => {
    expect(checkIdentityNo(typed)).toEqual({ ok: true, value: '42011119960229109X' });
  });

  it.each([
    ['the 29th of February of a leap year', '19960229', 'accepted'],
    ['the 29th of February of 2000', '20000229', 'accepted'],
    ['the 29th of February of 1900', '19000229', 'MALFORMED'],
    ['the 29th of February of another year', '19970229', 'MALFORMED'],
    ['the 31st of April', '19900431', 'MALFORMED'],
    ['month 13', '19901301', 'MALFORMED'],
    ['month 0', '19900001', 'MALFORMED'],
    ['day 0', '19900100', 'MALFORMED'],
    ['the first day of 1850', '18500101', 'accepted'],
    ['the last day of 1849', '18491231', 'MALFORMED'],
    ['year 0', '00000101', 'MALFORMED'],
  ])('reads %s', (_name, birthday, verdict) => {
    expect(codeOf(checkIdentityNo(withCheckDigit(`330106${birthday}118`)))).toBe(verdict);
  });

  it.each(['10', '16', '24', '30', '38', '47', '55', '60', '66', '70', '72', '80', '84', '99', '00'])(
    'refuses the region %s, which does not exist',
    (region) => {
      expect(codeOf(checkIdentityNo(withCheckDigit(`${region}010619870412118`)))).toBe('MALFORMED');
    },
  );

  it.each(['11', '15', '23', '37', '46', '50', '54', '65', '71', '81', '82', '83', '91', '93'])(
    'accepts numbers that begin with %s',
    (start) => {
      expect(codeOf(checkIdentityNo(withCheckDigit(`${start}310619870412118`)))).toBe('accepted');
    },
  );

  it('reports CHECK_DIGIT if only the last character is wrong', () => {
    expect(codeOf(checkIdentityNo('330106198704121183'))).toBe('CHECK_DIGIT');
    expect(codeOf(checkIdentityNo('33010619870412118X'))).toBe('CHECK_DIGIT');
  });

  it.each([
    '',
    '33010619870412118',
    '3301061987041211822',
    'X30106198704121182',
    '330106 19870412 118',
    '330106870412118',
    330106198704121182n,
    42,
    null,
    undefined,
    ['330106198704121182'],
  ])('refuses %p as malformed', (value) => {
    expect(codeOf(checkIdentityNo(value))).toBe('MALFORMED');
  });

  it('refuses a birthday that lies in the future in China', () => {
    const born = withCheckDigit('33010620240310118');
    expect(codeOf(checkIdentityNo(born, new Date('2024-03-09T15:59:59Z')))).toBe('MALFORMED');
    expect(codeOf(checkIdentityNo(born, new Date('2024-03-09T16:00:00Z')))).toBe('accepted');
    expect(codeOf(checkCertNo('RESIDENT_ID_CARD', new Date('2024-03-09T15:59:59Z'))(born))).toBe('MALFORMED');
  });

  it('never repeats the value in its message', () => {
    const faulty = ['330106198704121183', '990106198704121182', '330106198713121182', '33010619870412'];
    for (const value of faulty) {
      const result = checkIdentityNo(value);
      expect(JSON.stringify(result)).not.toContain(value.slice(0, 6));
    }
  });
});

describe('checkCertNo', () => {
  const verdict = (certType: Parameters<typeof checkCertNo>[0], value: unknown) =>
    codeOf(checkCertNo(certType)(value));

  it.each([
    ['RESIDENT_ID_CARD', '330106198704121182', 'accepted'],
    ['RESIDENT_ID_CARD', '330106198704121183', 'CHECK_DIGIT'],
    ['HK_MACAO_TRAVEL_PERMIT', 'H01234567', 'accepted'],
    ['HK_MACAO_TRAVEL_PERMIT', 'M0123456789', 'accepted'],
    ['HK_MACAO_TRAVEL_PERMIT', 'H012345678', 'MALFORMED'],
    ['HK_MACAO_TRAVEL_PERMIT', 'C01234567', 'MALFORMED'],
    ['HK_MACAO_TRAVEL_PERMIT', 'HA1234567', 'accepted'],
    ['HK_MACAO_TRAVEL_PERMIT', 'MA1234567', 'accepted'],
    ['HK_MACAO_TRAVEL_PERMIT', 'HA12345678', 'MALFORMED'],
    ['HK_MACAO_TRAVEL_PERMIT', 'HB1234567', 'MALFORMED'],
    ['HK_MACAO_TRAVEL_PERMIT', '01234567', 'MALFORMED'],
    ['TAIWAN_TRAVEL_PERMIT', '01234567', 'accepted'],
    ['TAIWAN_TRAVEL_PERMIT', '0123456789', 'MALFORMED'],
    ['TAIWAN_TRAVEL_PERMIT', '0123456789A', 'MALFORMED'],
    ['TAIWAN_TRAVEL_PERMIT', '0123456', 'MALFORMED'],
    ['HK_MACAO_RESIDENCE_PERMIT', '810000199202290037', 'accepted'],
    ['HK_MACAO_RESIDENCE_PERMIT', '820000198012310022', 'accepted'],
    ['HK_MACAO_RESIDENCE_PERMIT', '820000198012310023', 'CHECK_DIGIT'],
    ['HK_MACAO_RESIDENCE_PERMIT', '83000019750101001X', 'MALFORMED'],
    ['HK_MACAO_RESIDENCE_PERMIT', '330106198704121182', 'MALFORMED'],
    ['HK_MACAO_RESIDENCE_PERMIT', '810000199302290037', 'MALFORMED'],
    ['TAIWAN_RESIDENCE_PERMIT', '83000019750101001x', 'accepted'],
    ['TAIWAN_RESIDENCE_PERMIT', '810000199202290037', 'MALFORMED'],
    ['PASSPORT', 'E12345670', 'accepted'],
    ['PASSPORT', 'EA1234567', 'accepted'],
    ['PASSPORT', 'EI1234567', 'accepted'],
    ['PASSPORT', 'G12345670', 'accepted'],
    ['PASSPORT', 'G1234567A', 'accepted'],
    ['PASSPORT', 'G1N5X0TR2', 'accepted'],
    ['PASSPORT', 'GC1234567', 'accepted'],
    ['PASSPORT', 'DE1234567', 'accepted'],
    ['PASSPORT', 'S1234567', 'accepted'],
    ['PASSPORT', 'K12345678', 'accepted'],
    ['PASSPORT', 'MA1234567', 'accepted'],
    ['PASSPORT', '141234567', 'accepted'],
    ['PASSPORT', 'AB123', 'accepted'],
    ['PASSPORT', 'E1234567', 'accepted'],
    ['PASSPORT', 'AB12', 'MALFORMED'],
    ['PASSPORT', 'A'.repeat(21), 'MALFORMED'],
    ['PASSPORT', 'AB_12345', 'MALFORMED'],
    ['PASSPORT', '护照12345', 'MALFORMED'],
    ['OTHER', '军字第0012345号', 'accepted'],
    ['OTHER', '证'.repeat(50), 'accepted'],
    ['OTHER', '证'.repeat(51), 'TOO_LONG'],
    ['OTHER', '12\u000034', 'MALFORMED'],
    ['OTHER', '  ', 'REQUIRED'],
    ['OTHER', 12, 'MALFORMED'],
  ] as const)('[2] reads %s %j: %s, by the form of its own issuer alone', (certType, value, expected) => {
    expect(verdict(certType, value)).toBe(expected);
  });

  it.each([
    ['HK_MACAO_TRAVEL_PERMIT', ' ｈ０１２３４５６７ ', 'H01234567'],
    ['TAIWAN_TRAVEL_PERMIT', '０１２３４５６７', '01234567'],
    ['PASSPORT', 'ea1234567', 'EA1234567'],
    ['HK_MACAO_TRAVEL_PERMIT', 'H12345678(00)', 'H1234567800'],
    ['HK_MACAO_TRAVEL_PERMIT', 'm12345678（01）', 'M1234567801'],
    ['PASSPORT', 'AB 123456', 'AB123456'],
    ['PASSPORT', 'AB-123456', 'AB123456'],
    ['PASSPORT', 'E00007730<<', 'E00007730'],
    ['OTHER', ' ab－１２ ', 'AB12'],
  ] as const)('[2] folds the certificate number %s %j', (certType, value, expected) => {
    expect(checkCertNo(certType)(value)).toEqual({ ok: true, value: expected });
  });
});

describe('checkRecordedNo', () => {
  it.each([
    ['330106198704121182', 'RESIDENT_ID_CARD'],
    ['330106870412118', 'RESIDENT_ID_CARD'],
    ['H12345678', 'HK_MACAO_TRAVEL_PERMIT'],
    ['MA1234567', 'HK_MACAO_TRAVEL_PERMIT'],
    ['01234567', 'TAIWAN_TRAVEL_PERMIT'],
    ['C01X00T47', 'PASSPORT'],
    ['E12345678', 'PASSPORT'],
    ['X'.repeat(20), 'PASSPORT'],
  ])('[2] reads %s on a school roll as the number of a %s', (identityNo, certType) => {
    expect(checkRecordedNo()(` ${identityNo.toLowerCase()}\u200b`)).toEqual({
      ok: true,
      value: { certType, identityNo },
    });
  });

  it.each([
    ['330106198704121183', 'CHECK_DIGIT'],
    ['33010619870412118X', 'CHECK_DIGIT'],
    ['3301061987041211X2', 'MALFORMED'],
    ['330106198713121182', 'MALFORMED'],
    ['AB12', 'MALFORMED'],
    ['A'.repeat(21), 'MALFORMED'],
    ['军字12345', 'MALFORMED'],
    [42, 'MALFORMED'],
  ])('refuses %s: %s', (value, code) => {
    const checked = checkRecordedNo()(value);
    expect(checked.ok ? 'accepted' : checked.code).toBe(code);
  });

  it('refuses a resident whose birthday lies in the future', () => {
    const born = withCheckDigit('33010620240310118');
    expect(checkRecordedNo(new Date('2024-03-09T15:59:59Z'))(born).ok).toBe(false);
    expect(checkRecordedNo(new Date('2024-03-09T16:00:00Z'))(born).ok).toBe(true);
  });
});
