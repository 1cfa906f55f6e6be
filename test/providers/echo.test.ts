import {
  type Known,
  maskAll,
  maskFreeText,
  maskIdentityNo,
  maskName,
} from '../../src/domain/privacy/masking';
import type { Outcome } from '../../src/domain/verification/outcome';
import type { Failure } from '../../src/domain/verification/verification';
import { callbackTokenIn, withoutSensitive } from '../../src/providers/sensitive';
import { inventedIdentityNo } from './samples';

const token = 'tOkEn-of-the-door';
const sent: readonly Known[] = [
  ['高远', maskName],
  [inventedIdentityNo, maskIdentityNo],
  [token, maskAll],
];

const failure: Failure = {
  code: 'OTHER',
  message: { words: 'It failed.' },
  providerCode: '42',
  providerMessage: null,
  retryable: true,
};

function shownBy(words: Partial<Failure>, known: readonly Known[] = sent): Failure {
  const outcome = withoutSensitive({ kind: 'failed', failure: { ...failure, ...words } }, known);
  if (outcome.kind !== 'failed') throw new Error('expected a failure');
  return outcome.failure;
}
const message = (providerMessage: string, known?: readonly Known[]) =>
  shownBy({ providerMessage }, known).providerMessage;

describe('withoutSensitive', () => {
  it('leaves an outcome without a failure unchanged', () => {
    const outcome: Outcome = { kind: 'awaitingUser', authUrl: `https://page.example/${token}` };
    expect(withoutSensitive(outcome, sent)).toBe(outcome);
  });

  it("masks the values of the request in the provider's message, and changes nothing else", () => {
    const outcome: Outcome = {
      kind: 'rejected',
      message: { words: 'ours' },
      failure: { ...failure, providerMessage: `高远 ${inventedIdentityNo} ${token}` },
    };
    expect(withoutSensitive(outcome, sent)).toEqual({
      kind: 'rejected',
      message: { words: 'ours' },
      failure: { ...failure, providerMessage: '高* 3***************12 ***' },
    });
  });

  it("masks the values of the request in the provider's code", () => {
    expect(shownBy({ providerCode: `E-${token}` }).providerCode).toBe('E-***');
  });

  it('masks escaped values', () => {
    expect(message(`q=${encodeURIComponent('高远')}`)).toBe('q=高*');
    expect(message(JSON.stringify('a"b'), [['a"b', maskAll]])).toBe('"***"');
  });

  it('masks a token that contains what looks like a phone number, which was masked before', () => {
    const withNumber = 'to13900001111ken';
    expect(message(maskFreeText(`bad ${withNumber}!`), [[withNumber, maskAll]])).toBe('bad ***!');
    expect(message(maskFreeText(`bad ${withNumber}`).slice(0, -1), [[withNumber, maskAll]])).toBe('bad ***');
  });
});

describe('the end of a truncated message', () => {
  it.each([3, 10, token.length - 1])('shows nothing of a value of which %d characters are left', (length) => {
    expect(message(`bad: ${token.slice(0, length)}`)).toBe('bad: ***');
  });

  it('shows two characters, which occur by chance', () => {
    expect(message(`bad: ${token.slice(0, 2)}`)).toBe('bad: tO');
  });

  it('is cut before the longest beginning if several values begin alike', () => {
    const known: readonly Known[] = [
      ['def-ghi', maskAll],
      ['abc-def-ghi', maskAll],
    ];
    expect(message('bad: abc-def', known)).toBe('bad: ***');
  });

  it('is not cut inside the message: the beginning of a value stays if more words follow', () => {
    expect(message('tOkEn is bad')).toBe('tOkEn is bad');
  });

  it('shows nothing of a value in a truncated code', () => {
    const cut = `${'E'.repeat(22)}${token}`.slice(0, 32);
    expect(shownBy({ providerCode: cut }).providerCode).toBe(`${'E'.repeat(22)}***`);
  });

  it('is not assumed for a complete code: 330 is a code, and numbers begin like it', () => {
    expect(shownBy({ providerCode: '330' }).providerCode).toBe('330');
  });
});

describe('callbackTokenIn', () => {
  it('returns the last part of a callback address', () => {
    expect(message(`no ${token} here`, [callbackTokenIn(`https://us.example/doors/${token}`)])).toBe(
      'no *** here',
    );
  });

  it('finds none if the address has no last part', () => {
    expect(message('no way', [callbackTokenIn('https://us.example/')])).toBe('no way');
  });
});
