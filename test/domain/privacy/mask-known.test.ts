import fc from 'fast-check';
import {
  auditedPerson,
  type Known,
  maskAll,
  maskIdentityNo,
  maskKnown,
  maskName,
} from '../../../src/domain/privacy/masking';
import { hanNames, latinNames, spellingsOfName, spellingsOfNumber } from '../input/spellings';

const name = (value: string): Known => [value, maskName];
const secret = (value: string): Known => [value, maskAll];

describe('maskKnown', () => {
  it('masks every occurrence of a value', () => {
    expect(maskKnown('张三与张三丰，张三。', [name('张三')])).toBe('张*与张*丰，张*。');
  });

  it.each([
    ['first', [name('张三丰'), name('张三')]],
    ['last', [name('张三'), name('张三丰')]],
  ])('masks the longest value first, also if it is listed %s', (_case, known) => {
    expect(maskKnown('张三丰与张三', known)).toBe('张**与张*');
  });

  it('masks a value inside another one, and the one around it', () => {
    const number = '330102198503072112';
    const known: readonly Known[] = [[number, maskIdentityNo], secret(`G${number}`)];
    expect(maskKnown(`G${number} ${number}`, known)).toBe('*** 3***************12');
  });

  it('shows neither of two overlapping values in full', () => {
    expect(maskKnown('abcdefghi', [secret('abcdef'), secret('defghi')])).toBe('***ghi');
  });

  it.each([
    ['as in JSON', JSON.stringify({ v: 'a"b\\c' }), '{"v":"***"}'],
    ['as in a URL', `?v=${encodeURIComponent('a"b\\c')}`, '?v=***'],
    ['as in a form', new URLSearchParams({ v: 'a"b\\c' }).toString(), 'v=***'],
  ])('masks a value that is escaped %s', (_case, words, masked) => {
    expect(maskKnown(words, [secret('a"b\\c')])).toBe(masked);
  });

  it('masks a message that consists of the value alone', () => {
    expect(maskKnown('张三', [name('张三')])).toBe('张*');
    expect(maskKnown('Zoe+Li', [name('Zoe Li')])).toBe('Z*****');
  });

  it('masks a name whose space is a plus in a form and %20 in a URL', () => {
    expect(maskKnown('Zoe+Li Zoe%20Li Zoe Li', [name('Zoe Li')])).toBe('Z***** Z***** Z*****');
  });

  it.each(['$&', '$1', "$'", '$$'])(
    'replaces a value by its mask literally, although the mask reads like a pattern: %s',
    (mask) => {
      expect(maskKnown('a secret b', [['secret', () => mask]])).toBe(`a ${mask} b`);
    },
  );

  it('searches a value literally, although it reads like a pattern', () => {
    expect(maskKnown('abc a.c', [secret('a.c')])).toBe('abc ***');
  });

  it('leaves a text unchanged if no value is known, or only empty ones', () => {
    const known: readonly Known[] = [secret(''), [null, maskAll], [undefined, maskAll]];
    expect(maskKnown('words', known)).toBe('words');
  });

  it('accepts a value with a lone surrogate, which no URL can hold', () => {
    expect(maskKnown('x\ud800y', [secret('x\ud800y')])).toBe('***');
  });
});

describe('[2] masking finds a known value in every spelling that folds to it', () => {
  const dotted = '阿卜来提·如则托合提';
  it.each([
    ['another dot', dotted, '姓名阿卜来提•如则托合提与身份证号不符', '姓名阿*********与身份证号不符'],
    ['no dot', dotted, '阿卜来提如则托合提', '阿*********'],
    ['capital letters', 'Anna Muster', 'ANNA MUSTER is unknown', 'A********** is unknown'],
    ['full width', 'Anna Muster', 'ＡＮＮＡ　ＭＵＳＴＥＲ', 'A**********'],
    ['without accents', 'Müller Zoé', 'MULLER ZOE', 'M*********'],
    ['letters composed differently', 'Zoé Li', 'Zoe\u0301 Li!', 'Z*****!'],
    ['an ideographic blank', '韩梅', '韩　梅不符', '韩*不符'],
    ['an invisible character at the end', '韩梅', '韩\u200b梅\u200b不符', '韩*不符'],
    ['a radical', '高远', '\u2fbc远不符', '高*不符'],
    ['an entity of a web page for its dot', dotted, '阿卜来提&middot;如则托合提不符', '阿*********不符'],
    ['decimal entities', '韩梅', '&#38889;&#26757;不符', '韩*不符'],
    ['hexadecimal entities', '韩梅', '&#x97E9;&#x6885;不符', '韩*不符'],
    ['escapes of JSON', '韩梅', '\\u97e9\\u6885 and \\u97E9\\u6885', '韩* and 韩*'],
    ['escapes of JSON beyond 16 bits', '𠮷野', '\\ud842\\udfb7\\u91ce', '𠮷*'],
    ['an address that was not folded', '高远', encodeURIComponent('高远').toLowerCase(), '高*'],
  ])('masks a name with %s', (_case, value, words, masked) => {
    expect(maskKnown(words, [name(value)])).toBe(masked);
  });

  it.each([
    '1101 0119 9003 0742 3X',
    '110101-19900307-423x',
    '１１０１０１１９９００３０７４２３Ｘ',
    '110101,19900307,423X',
    '110101/1990/0307/423x',
  ])('masks a number written as %s', (words) => {
    expect(maskKnown(words, [['11010119900307423X', maskIdentityNo]])).toBe('1***************3X');
  });

  it.each(['H12345678', 'h 1234 5678', 'H1234-5678'])('masks a permit written as %s', (words) => {
    expect(maskKnown(`证件${words}。`, [['H12345678', maskIdentityNo]])).toBe('证件H******78。');
  });

  it('leaves words unchanged that only contain a short name', () => {
    expect(maskKnown('Application of LI failed; li.', [name('Li')])).toBe('Application of L* failed; L*.');
  });

  it('masks a password of separators only in its exact spelling', () => {
    expect(maskKnown('a--b -- (-)', [secret('(-)')])).toBe('a--b -- ***');
  });

  it('never shows a name in any of 10,000 spellings', () => {
    const cases = fc
      .oneof(hanNames, latinNames)
      .chain((value) =>
        fc.tuple(fc.constant(value), fc.oneof(spellingsOfName(value), swapped(spellingsOfName(value)))),
      );
    fc.assert(
      fc.property(cases, ([value, spelling]) => {
        expect(maskKnown(`「${spelling}」不符: 7`, [name(value)])).toBe(`「${maskName(value)}」不符: 7`);
      }),
      { numRuns: 10_000 },
    );
  });

  it('never shows a number in any of 10,000 spellings', () => {
    const cases = fc
      .stringMatching(/^[0-9A-Z]{5,20}$/)
      .chain((value) => fc.tuple(fc.constant(value), spellingsOfNumber(value)));
    fc.assert(
      fc.property(cases, ([value, spelling]) => {
        const before = `号码${/^[\s\p{Pd}\u2212]*/u.exec(spelling)?.[0] ?? ''}`;
        expect(maskKnown(`号码${spelling}与`, [[value, maskIdentityNo]])).toBe(
          `${before}${maskIdentityNo(value)}与`,
        );
      }),
      { numRuns: 10_000 },
    );
  });
});

/** Capital letters and small ones in each other's place. */
function swapped(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return texts.map((text) =>
    [...text].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
  );
}

describe('auditedPerson', () => {
  it("returns the values to mask in a reviewer's words: name, number and address", () => {
    const person = {
      custName: '王小明',
      custCertNo: '330102198503072112',
      custCertAddr: '浙江省杭州市上城区一号',
    };
    const words = '王小明 330102198503072112 住浙江省杭州市上城区一号';
    expect(maskKnown(words, auditedPerson(person))).toBe('王** 3***************12 住浙江省杭州市');
  });

  it('returns no values if the audit names no person', () => {
    const nobody = auditedPerson({ custName: null, custCertNo: null, custCertAddr: null });
    expect(maskKnown('认证不通过', nobody)).toBe('认证不通过');
  });
});
