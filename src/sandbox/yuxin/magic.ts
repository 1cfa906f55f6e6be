import type { Bilingual, MagicValue } from '../twin';
import { errorAnswer, numericResultAnswer, resultAnswer, type YuxinAnswer } from './answers';

export type CheckBehaviour =
  | { readonly kind: 'answer'; readonly answer: YuxinAnswer }
  /** Never answers. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'serverError' }
  /** HTTP 200 with a body that is not JSON. */
  | { readonly kind: 'garbage' };

export interface YuxinMagic extends MagicValue {
  readonly behaviour: CheckBehaviour;
}

/** Codes whose magic digits are the code itself behind a zero: 0308 → errorCode 308. */
const errorCodes = [
  ...['103', '104', '105'],
  ...[
    '301',
    '302',
    '303',
    '304',
    '305',
    '306',
    '307',
    '308',
    '309',
    '310',
    '311',
    '312',
    '313',
    '314',
    '315',
  ],
  ...['500', '501', '502', '503', '504'],
];

/** By the last four digits of `loginphone`. Every other number belongs to its person. */
export const yuxinMagic: readonly YuxinMagic[] = [
  answering('0001', { zh: '不一致的', en: 'does not match' }, resultAnswer('200', '10001')),
  answering('0002', { zh: '未知的', en: 'unknown' }, resultAnswer('200', '10002')),
  { value: '0009', effect: { zh: '永不应答', en: 'never answers' }, behaviour: { kind: 'hang' } },
  { value: '0010', effect: { zh: 'HTTP 500', en: 'HTTP 500' }, behaviour: { kind: 'serverError' } },
  {
    value: '0011',
    effect: { zh: '应答不是 JSON', en: 'the answer is not JSON' },
    behaviour: { kind: 'garbage' },
  },
  answering(
    '0012',
    { zh: '文档中没有的 returnCode（10099）', en: 'a returnCode no document names (10099)' },
    resultAnswer('200', '10099'),
  ),
  answering(
    '0013',
    { zh: '文档中没有的 errorCode（999）', en: 'an errorCode no document names (999)' },
    errorAnswer('999'),
  ),
  answering(
    '0020',
    { zh: '一致的，代码为数字', en: 'matches, codes as numbers' },
    numericResultAnswer('200', '10000'),
  ),
  answering('0201', { zh: '部分成功，一致的', en: 'partial success, matches' }, resultAnswer('201', '10000')),
  ...errorCodes.map((code) => {
    const answer = errorAnswer(code);
    return answering(`0${code}`, { zh: answer.errorDetail, en: `errorCode ${code}` }, answer);
  }),
];

const matches: CheckBehaviour = { kind: 'answer', answer: resultAnswer('200', '10000') };

export function behaviourOf(loginphone: string): CheckBehaviour {
  return yuxinMagic.find(({ value }) => loginphone.endsWith(value))?.behaviour ?? matches;
}

function answering(value: string, effect: Bilingual, answer: YuxinAnswer): YuxinMagic {
  return { value, effect, behaviour: { kind: 'answer', answer } };
}
