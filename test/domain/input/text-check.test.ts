import fc from 'fast-check';
import type { ValueCheck } from '../../../src/domain/input/input-check';
import {
  checkBooleanTrue,
  checkCode,
  checkDigits,
  checkMobileNo,
  checkName,
  checkOneOf,
  checkPassword,
  checkPositiveInt,
  checkText,
  checkTyped,
  checkVerbatim,
} from '../../../src/domain/input/text-check';

/** The value if it is accepted, otherwise the code. */
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
    ['(+86)19912340000'],
    ['（+86）199 1234 0000'],
    ['tel:19912340000'],
    ['TEL:+86-199-1234-0000'],
    ['199\u22121234\u22120000'],
    ['\u202d199 1234 0000\u202c'],
    ['\u200b19912340000'],
    ['\u200e19912340000\ufe0f'],
  ])('[2] reads %s as the same phone number, whatever stands around the digits', (typed) => {
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

  it('folds the text', () => {
    expect(verdict(check(' e\u0301a\u3000'))).toBe('éa');
  });

  it.each(['', '   ', '\u3000\n'])('requires more than blanks: %j', (value) => {
    expect(check(value)).toEqual({
      ok: false,
      code: 'REQUIRED',
      message: { code: 'FIELD_REQUIRED', values: { field: 'outid' } },
    });
  });

  it.each(['a\nb', 'a\u0000b', 'a\u007fb', 'a\u0085b', 'a\u2028b', 'a\ud800b'])(
    'refuses control characters: %j',
    (value) => {
      expect(verdict(check(value))).toBe('MALFORMED');
    },
  );

  it.each(['a\u202eb', 'a\u200eb', 'a\ufeffb', '\u2060ab\u00ad'])(
    'removes invisible characters: %j',
    (value) => {
      expect(verdict(check(value))).toBe('ab');
    },
  );

  it('counts code points, after trimming', () => {
    expect(verdict(check('  𠮷𠮷𠮷𠮷𠮷  '))).toBe('𠮷𠮷𠮷𠮷𠮷');
    expect(verdict(check('𠮷𠮷𠮷𠮷𠮷𠮷'))).toBe('TOO_LONG');
    expect(verdict(check('abcdef'))).toBe('TOO_LONG');
    expect(verdict(check('a'.repeat(100_000)))).toBe('TOO_LONG');
  });

  it.each([12, true, {}, ['a'], null])('refuses %p, which is not a string', (value) => {
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
    'keeps %s unchanged',
    (name) => {
      expect(checkName(name)).toEqual({ ok: true, value: name });
    },
  );

  it.each([
    ['阿卜来提•如则托合提', '阿卜来提·如则托合提'],
    ['阿卜来提．如则托合提', '阿卜来提·如则托合提'],
    ['阿卜来提・如则托合提', '阿卜来提·如则托合提'],
    ['阿卜来提‧如则托合提', '阿卜来提·如则托合提'],
    ['阿卜来提.如则托合提', '阿卜来提·如则托合提'],
    ['阿卜来提●如则托合提', '阿卜来提·如则托合提'],
    ['韩梅\u200b', '韩梅'],
    ['韩\ufeff梅\u2060', '韩梅'],
    ['韩梅\u00ad\ufe0f', '韩梅'],
    ['\u200e韩梅', '韩梅'],
    ['\u2fbc远', '高远'],
    ['韩\u3000梅', '韩梅'],
  ])('[2] reads the name %j as %s', (typed, name) => {
    expect(checkName(typed)).toEqual({ ok: true, value: name });
  });

  it('converts full-width Latin letters and blanks to plain ones', () => {
    expect(verdict(checkName('　ＡＮＮＡ　Ｌｉ '))).toBe('ANNA Li');
  });

  it.each([
    ['123', 'MALFORMED'],
    ['null', 'MALFORMED'],
    ['NULL', 'MALFORMED'],
    ['undefined', 'MALFORMED'],
    ['阿卜来提&middot;如则托合提', 'MALFORMED'],
    ['阿卜来提&#183;如则托合提', 'MALFORMED'],
    ['阿卜来提&#xB7;如则托合提', 'MALFORMED'],
    ['阿卜来提&middot如则托合提', 'MALFORMED'],
    ['韩&nbsp', 'MALFORMED'],
    ['韩\ufffd', 'MALFORMED'],
    ['韩梅2', 'MALFORMED'],
    ['韩梅２', 'MALFORMED'],
    ['韩梅②', 'MALFORMED'],
    ['\u200b\u3164', 'REQUIRED'],
    ['···', 'MALFORMED'],
    ['***', 'MALFORMED'],
    ['韩\n梅', 'MALFORMED'],
    ['  ', 'REQUIRED'],
    ['韩'.repeat(65), 'TOO_LONG'],
    [7, 'MALFORMED'],
  ])('[2] refuses the name %p: %s', (value, code) => {
    expect(verdict(checkName(value))).toBe(code);
  });

  it('accepts 64 characters, also characters of two UTF-16 units', () => {
    expect(verdict(checkName('𠮷'.repeat(64)))).toBe('𠮷'.repeat(64));
  });
});

describe('checkCode', () => {
  const check = checkCode('outid', { maxLength: 8 });

  it.each([
    ['３５０００２', '350002'],
    ['350002\u200b', '350002'],
    [' b-2020 0001 ', 'TOO_LONG'],
    ['b-20 01', 'B2001'],
    ['\u200b', 'REQUIRED'],
    ['12\u000034', 'MALFORMED'],
    [350002, 'MALFORMED'],
  ])('reads %j as %s', (value, expected) => {
    expect(verdict(check(value))).toBe(expected);
  });
});

describe('checkVerbatim', () => {
  const check = checkVerbatim('sign', { maxLength: 8 });

  it.each(['a-b  c', 'ｐａｓｓ', 'e\u0301', '\u2fbc', 'a\u200bb'])('keeps %j unchanged', (value) => {
    expect(verdict(check(` ${value}\n`))).toBe(value);
  });

  it('refuses blanks only, control characters, direction marks, and texts that are too long', () => {
    expect(verdict(check(' \n'))).toBe('REQUIRED');
    expect(verdict(check('a\nb'))).toBe('MALFORMED');
    expect(verdict(check('a\u202eb'))).toBe('MALFORMED');
    expect(verdict(check('123456789'))).toBe('TOO_LONG');
  });
});

describe('checkTyped', () => {
  const check = checkTyped(checkName);

  it('validates the folded text and returns the typed text next to it', () => {
    expect(check(' 阿卜来提•如则 ')).toEqual({
      ok: true,
      value: { typed: ' 阿卜来提•如则 ', folded: '阿卜来提·如则' },
    });
    expect(verdict(check('韩梅2'))).toBe('MALFORMED');
  });
});

describe('[2] a card password is sent as typed: checkPassword', () => {
  const check = checkPassword('password', { maxLength: 8 });

  it.each([' pass ', 'ｐａｓｓ', 'e\u0301', '   ', '𠮷'.repeat(8)])('keeps %j exactly as typed', (value) => {
    expect(check(value)).toEqual({ ok: true, value });
  });

  it('refuses a password that is empty, too long or not a string', () => {
    expect(verdict(check(''))).toBe('REQUIRED');
    expect(verdict(check('123456789'))).toBe('TOO_LONG');
    expect(verdict(check(123456))).toBe('MALFORMED');
  });

  it('does not repeat the password in its message', () => {
    expect(JSON.stringify(check('hunter2-hunter2'))).not.toContain('hunter2');
  });
});

describe('checkPositiveInt', () => {
  const check = checkPositiveInt('userId');

  it.each([1, 42, 2147483647])('accepts %p', (value) => {
    expect(check(value)).toEqual({ ok: true, value });
  });

  it.each([0, -1, 1.5, 2147483648, Number.NaN, Number.POSITIVE_INFINITY])(
    'reports %p as out of range',
    (value) => {
      expect(verdict(check(value))).toBe('OUT_OF_RANGE');
    },
  );

  it.each(['1', true, null, 1n])('refuses %p, which is not a number', (value) => {
    expect(verdict(check(value))).toBe('MALFORMED');
  });
});

describe('checkDigits', () => {
  const check = checkDigits('code', { min: 4, max: 8 });

  it.each([
    ['0042', '0042'],
    ['12345678', '12345678'],
    [' １２３４５６ ', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['123456\u200b', '123456'],
  ])('[2] reads the SMS code %j: 4 to 8 digits after folding', (value, digits) => {
    expect(check(value)).toEqual({ ok: true, value: digits });
  });

  it.each(['123', '123456789', '12 3', '12a4', 'abc', '', 123456, null])(
    '[2] refuses the SMS code %p',
    (value) => {
      expect(check(value)).toEqual({
        ok: false,
        code: 'MALFORMED',
        message: { code: 'DIGITS_BETWEEN', values: { field: 'code', min: 4, max: 8 } },
      });
    },
  );
});

describe('checkBooleanTrue', () => {
  it('accepts only true', () => {
    const check = checkBooleanTrue('confirmIrreversible');
    expect(check(true)).toEqual({ ok: true, value: true });
    for (const value of [false, 'true', 1, null, undefined])
      expect(verdict(check(value))).toBe('NOT_ALLOWED');
  });
});

describe('checkOneOf', () => {
  const check = checkOneOf('platform', ['PC', 'PHONE']);

  it('accepts the listed words in exactly their spelling', () => {
    expect(check('PHONE')).toEqual({ ok: true, value: 'PHONE' });
  });

  it.each(['pc', ' PC', 'TABLET', 'toString', 0, null])(
    'refuses %p and lists the accepted words',
    (value) => {
      expect(check(value)).toEqual({
        ok: false,
        code: 'NOT_ALLOWED',
        message: { code: 'ONE_OF', values: { field: 'platform', values: 'PC, PHONE' } },
      });
    },
  );
});
