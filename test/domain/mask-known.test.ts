import {
  auditedPerson,
  type Known,
  maskAll,
  maskIdentityNo,
  maskKnown,
  maskName,
} from '../../src/domain/masking';

const name = (value: string): Known => [value, maskName];
const secret = (value: string): Known => [value, maskAll];

describe('maskKnown', () => {
  it('masks a value wherever it stands', () => {
    expect(maskKnown('张三与张三丰，张三。', [name('张三')])).toBe('张*与张*丰，张*。');
  });

  it.each([
    ['first', [name('张三丰'), name('张三')]],
    ['last', [name('张三'), name('张三丰')]],
  ])('masks the longest first, also where it is named %s', (_case, known) => {
    expect(maskKnown('张三丰与张三', known)).toBe('张**与张*');
  });

  it('masks a value inside another one, and the one around it', () => {
    const number = '330102198503072112';
    const known: readonly Known[] = [[number, maskIdentityNo], secret(`G${number}`)];
    expect(maskKnown(`G${number} ${number}`, known)).toBe('*** 3***************12');
  });

  it('shows of two values that share a part neither as a whole', () => {
    expect(maskKnown('abcdefghi', [secret('abcdef'), secret('defghi')])).toBe('***ghi');
  });

  it.each([
    ['as in JSON', JSON.stringify({ v: 'a"b\\c' }), '{"v":"***"}'],
    ['as in a URL', `?v=${encodeURIComponent('a"b\\c')}`, '?v=***'],
    ['as in a form', new URLSearchParams({ v: 'a"b\\c' }).toString(), 'v=***'],
  ])('masks a value that stands escaped %s', (_case, words, masked) => {
    expect(maskKnown(words, [secret('a"b\\c')])).toBe(masked);
  });

  it('masks words that are nothing but the value', () => {
    expect(maskKnown('张三', [name('张三')])).toBe('张*');
    expect(maskKnown('Zoe+Li', [name('Zoe Li')])).toBe('Z*****');
  });

  it('masks a name whose space is a plus in a form and %20 in a URL', () => {
    expect(maskKnown('Zoe+Li Zoe%20Li Zoe Li', [name('Zoe Li')])).toBe('Z***** Z***** Z*****');
  });

  it.each(['$&', '$1', "$'", '$$'])('writes a mask as it is, though it reads like a pattern: %s', (mask) => {
    expect(maskKnown('a secret b', [['secret', () => mask]])).toBe(`a ${mask} b`);
  });

  it('looks for a value as it is, though it reads like a pattern', () => {
    expect(maskKnown('abc a.c', [secret('a.c')])).toBe('abc ***');
  });

  it('leaves words alone where nothing is known, or only nothing', () => {
    const known: readonly Known[] = [secret(''), [null, maskAll], [undefined, maskAll]];
    expect(maskKnown('words', known)).toBe('words');
  });

  it('takes a value with half a character, which no URL can hold', () => {
    expect(maskKnown('x\ud800y', [secret('x\ud800y')])).toBe('***');
  });
});

describe('auditedPerson', () => {
  it("masks name, number and address in a reviewer's words", () => {
    const person = {
      custName: '王小明',
      custCertNo: '330102198503072112',
      custCertAddr: '浙江省杭州市上城区一号',
    };
    const words = '王小明 330102198503072112 住浙江省杭州市上城区一号';
    expect(maskKnown(words, auditedPerson(person))).toBe('王** 3***************12 住浙江省杭州市');
  });

  it('knows nobody where the audit names nobody', () => {
    const nobody = auditedPerson({ custName: null, custCertNo: null, custCertAddr: null });
    expect(maskKnown('认证不通过', nobody)).toBe('认证不通过');
  });
});
