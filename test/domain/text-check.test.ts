import fc from 'fast-check';
import type { ValueCheck } from '../../src/domain/input-check';
import {
  checkBooleanTrue,
  checkDigits,
  checkMobileNo,
  checkName,
  checkOneOf,
  checkPassword,
  checkPositiveInt,
  checkText,
} from '../../src/domain/text-check';

/** The value when accepted, else the code. */
const verdict = (result: ValueCheck<unknown>) => (result.ok ? result.value : result.code);

describe('checkMobileNo', () => {
  it.each([
    ['19912340000'],
    ['199 1234 0000'],
    ['199-1234-0000'],
    ['199–1234–0000'],
    ['+8619912340000'],
    ['+86 199 1234 0000'],
    ['008619912340000'],
    ['8619912340000'],
    ['１９９１２３４００００'],
    ['＋８６　１９９－１２３４－００００'],
  ])('reads %s as one number', (typed) => {
    expect(checkMobileNo(typed)).toEqual({ ok: true, value: '19912340000' });
  });

  it.each([
    '1064912340000',
    '1410012340000',
    '1440012340000',
    '1441012340000',
    '1045012340000',
    '1068012340000',
  ])('accepts the 13 digits of an IoT number: %s', (number) => {
    expect(verdict(checkMobileNo(number))).toBe(number);
  });

  it.each([
    '',
    '12912340000',
    '1991234000',
    '199123400000',
    '1991234000a',
    '057112345678',
    '+85291234567',
    '868619912340000',
    '1991234000013',
    '1420012340000',
    '199.1234.0000',
    '199****0000',
    19912340000,
    null,
    undefined,
  ])('refuses %p', (value) => {
    expect(verdict(checkMobileNo(value))).toBe('MALFORMED');
  });
});

describe('checkText', () => {
  const check = checkText('outid', { maxLength: 5 });

  it('composes and trims', () => {
    expect(verdict(check(' e\u0301a\u3000'))).toBe('éa');
  });

  it.each(['', '   ', '\u3000\n'])('requires more than blanks: %j', (value) => {
    expect(check(value)).toEqual({ ok: false, code: 'REQUIRED', message: 'outid is required.' });
  });

  it.each(['a\nb', 'a\u0000b', 'a\u007fb', 'a\u0085b', 'a\u2028b', 'a\u202eb', 'a\ud800b'])(
    'refuses control characters: %j',
    (value) => {
      expect(verdict(check(value))).toBe('MALFORMED');
    },
  );

  it('counts code points, after trimming', () => {
    expect(verdict(check('  𠮷𠮷𠮷𠮷𠮷  '))).toBe('𠮷𠮷𠮷𠮷𠮷');
    expect(verdict(check('𠮷𠮷𠮷𠮷𠮷𠮷'))).toBe('TOO_LONG');
    expect(verdict(check('abcdef'))).toBe('TOO_LONG');
    expect(verdict(check('a'.repeat(100_000)))).toBe('TOO_LONG');
  });

  it.each([12, true, {}, ['a'], null])('refuses %p, which is no text', (value) => {
    expect(verdict(check(value))).toBe('MALFORMED');
  });

  it('accepts what it returned, unchanged', () => {
    const wide = checkText('text', { maxLength: 1000 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const first = wide(text);
        if (first.ok) expect(wide(first.value)).toEqual(first);
      }),
    );
  });
});

describe('checkName', () => {
  it.each([['韩梅'], ['欧阳小明'], ['阿卜杜拉·买买提'], ["Conan O'Brien"], ['Anne-Marie Li'], ['𠮷野家子']])(
    'keeps %s as it is',
    (name) => {
      expect(checkName(name)).toEqual({ ok: true, value: name });
    },
  );

  it('leaves compatibility ideographs alone, which Unicode normalisation would replace', () => {
    expect(verdict(checkName('\uFA19\uF9DC'))).toBe('\uFA19\uF9DC');
  });

  it('makes full-width Latin letters and blanks plain', () => {
    expect(verdict(checkName('　ＡＮＮＡ　Ｌｉ '))).toBe('ANNA Li');
  });

  it.each([
    ['123', 'MALFORMED'],
    ['···', 'MALFORMED'],
    ['***', 'MALFORMED'],
    ['韩\n梅', 'MALFORMED'],
    ['  ', 'REQUIRED'],
    ['韩'.repeat(65), 'TOO_LONG'],
    [7, 'MALFORMED'],
  ])('refuses %p: %s', (value, code) => {
    expect(verdict(checkName(value))).toBe(code);
  });

  it('accepts 64 characters, also those of two units', () => {
    expect(verdict(checkName('𠮷'.repeat(64)))).toBe('𠮷'.repeat(64));
  });
});

describe('checkPassword', () => {
  const check = checkPassword('password', { maxLength: 8 });

  it.each([' pass ', 'ｐａｓｓ', 'e\u0301', '   ', '𠮷'.repeat(8)])('keeps %j exactly as typed', (value) => {
    expect(check(value)).toEqual({ ok: true, value });
  });

  it('refuses an empty, a too long and a non-text password', () => {
    expect(verdict(check(''))).toBe('REQUIRED');
    expect(verdict(check('123456789'))).toBe('TOO_LONG');
    expect(verdict(check(123456))).toBe('MALFORMED');
  });

  it('does not repeat the password', () => {
    expect(JSON.stringify(check('hunter2-hunter2'))).not.toContain('hunter2');
  });
});

describe('checkPositiveInt', () => {
  const check = checkPositiveInt('userId');

  it.each([1, 42, 2147483647])('accepts %p', (value) => {
    expect(check(value)).toEqual({ ok: true, value });
  });

  it.each([0, -1, 1.5, 2147483648, Number.NaN, Number.POSITIVE_INFINITY])(
    'finds %p out of range',
    (value) => {
      expect(verdict(check(value))).toBe('OUT_OF_RANGE');
    },
  );

  it.each(['1', true, null, 1n])('refuses %p, which is no number', (value) => {
    expect(verdict(check(value))).toBe('MALFORMED');
  });
});

describe('checkDigits', () => {
  const check = checkDigits('code', { min: 4, max: 8 });

  it.each([
    ['0042', '0042'],
    ['12345678', '12345678'],
    [' １２３４５６ ', '123456'],
  ])('reads %j', (value, digits) => {
    expect(check(value)).toEqual({ ok: true, value: digits });
  });

  it.each(['123', '123456789', '12 34', '12a4', '-1234', '', 123456, null])('refuses %p', (value) => {
    expect(check(value)).toEqual({ ok: false, code: 'MALFORMED', message: 'code must be 4 to 8 digits.' });
  });
});

describe('checkBooleanTrue', () => {
  it('accepts true and nothing else', () => {
    const check = checkBooleanTrue('confirmIrreversible');
    expect(check(true)).toEqual({ ok: true, value: true });
    for (const value of [false, 'true', 1, null, undefined])
      expect(verdict(check(value))).toBe('NOT_ALLOWED');
  });
});

describe('checkOneOf', () => {
  const check = checkOneOf('platform', ['PC', 'PHONE']);

  it('accepts the listed words in their spelling', () => {
    expect(check('PHONE')).toEqual({ ok: true, value: 'PHONE' });
  });

  it.each(['pc', ' PC', 'TABLET', 'toString', 0, null])('refuses %p and names what it expected', (value) => {
    expect(check(value)).toEqual({
      ok: false,
      code: 'NOT_ALLOWED',
      message: 'platform must be one of: PC, PHONE.',
    });
  });
});
