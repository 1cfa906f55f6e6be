import { type Known, maskAll, maskFreeText, maskIdentityNo, maskName } from '../../src/domain/masking';
import type { Outcome } from '../../src/domain/outcome';
import type { Failure } from '../../src/domain/verification';
import { doorIn, withoutEcho } from '../../src/providers/echo';
import { inventedIdentityNo } from './samples';

const token = 'tOkEn-of-the-door';
const sent: readonly Known[] = [
  ['高远', maskName],
  [inventedIdentityNo, maskIdentityNo],
  [token, maskAll],
];

const failure: Failure = {
  code: 'OTHER',
  message: 'It failed.',
  providerCode: '42',
  providerMessage: null,
  retryable: true,
};

function shownBy(words: Partial<Failure>, known: readonly Known[] = sent): Failure {
  const outcome = withoutEcho({ kind: 'failed', failure: { ...failure, ...words } }, known);
  if (outcome.kind !== 'failed') throw new Error('expected a failure');
  return outcome.failure;
}
const message = (providerMessage: string, known?: readonly Known[]) =>
  shownBy({ providerMessage }, known).providerMessage;

describe('withoutEcho', () => {
  it('leaves an outcome without a failure as it is', () => {
    const outcome: Outcome = { kind: 'awaitingUser', authUrl: `https://page.example/${token}` };
    expect(withoutEcho(outcome, sent)).toBe(outcome);
  });

  it("masks what was sent in the provider's words, and changes nothing else", () => {
    const outcome: Outcome = {
      kind: 'rejected',
      message: 'ours',
      failure: { ...failure, providerMessage: `高远 ${inventedIdentityNo} ${token}` },
    };
    expect(withoutEcho(outcome, sent)).toEqual({
      kind: 'rejected',
      message: 'ours',
      failure: { ...failure, providerMessage: '高* 3***************12 ***' },
    });
  });

  it("masks what was sent in the provider's code", () => {
    expect(shownBy({ providerCode: `E-${token}` }).providerCode).toBe('E-***');
  });

  it('masks what stands escaped', () => {
    expect(message(`q=${encodeURIComponent('高远')}`)).toBe('q=高*');
    expect(message(JSON.stringify('a"b'), [['a"b', maskAll]])).toBe('"***"');
  });

  it('masks a token that holds what looks like a phone number, which has been masked before', () => {
    const withNumber = 'to13900001111ken';
    expect(message(maskFreeText(`bad ${withNumber}!`), [[withNumber, maskAll]])).toBe('bad ***!');
    expect(message(maskFreeText(`bad ${withNumber}`).slice(0, -1), [[withNumber, maskAll]])).toBe('bad ***');
  });
});

describe('the end of words that were cut', () => {
  it.each([3, 10, token.length - 1])('shows nothing of a value of which %d characters are left', (length) => {
    expect(message(`bad: ${token.slice(0, length)}`)).toBe('bad: ***');
  });

  it('shows two characters, which come about by chance', () => {
    expect(message(`bad: ${token.slice(0, 2)}`)).toBe('bad: tO');
  });

  it('is cut before the longest beginning, where several values begin so', () => {
    const known: readonly Known[] = [
      ['def-ghi', maskAll],
      ['abc-def-ghi', maskAll],
    ];
    expect(message('bad: abc-def', known)).toBe('bad: ***');
  });

  it('keeps the beginning of a value where more words follow', () => {
    expect(message('tOkEn is bad')).toBe('tOkEn is bad');
  });

  it('shows nothing of a value in a code that was cut', () => {
    const cut = `${'E'.repeat(22)}${token}`.slice(0, 32);
    expect(shownBy({ providerCode: cut }).providerCode).toBe(`${'E'.repeat(22)}***`);
  });

  it('is no end in a code that is whole: 330 is a code, and how numbers begin', () => {
    expect(shownBy({ providerCode: '330' }).providerCode).toBe('330');
  });
});

describe('doorIn', () => {
  it('is the last part of the address of a door, with nothing of it shown', () => {
    expect(message(`no ${token} here`, [doorIn(`https://us.example/doors/${token}`)])).toBe('no *** here');
  });

  it('is nothing where the address has no last part', () => {
    expect(message('no way', [doorIn('https://us.example/')])).toBe('no way');
  });
});
