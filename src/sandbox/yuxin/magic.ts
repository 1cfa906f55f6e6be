import { effectOfPhone, marked, reservedPhone } from '../reserved';
import type { Bilingual, MagicValue } from '../twin';
import { errorAnswer, numericResultAnswer, resultAnswer, type YuxinAnswer } from './answers';

export type CheckBehaviour =
  | { readonly kind: 'answer'; readonly answer: YuxinAnswer }
  /** No answer. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'serverError' }
  /** HTTP 200 with a body that is not JSON. */
  | { readonly kind: 'garbage' };

export interface YuxinMagic extends MagicValue {
  /** The last four digits of the numbers that have it. */
  readonly digits: string;
  readonly behaviour: CheckBehaviour;
}

/** Codes whose magic digits are the code itself with a leading zero: 0308 → errorCode 308. */
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

/** Whole numbers of the reserved block, in `loginphone`. Every other number belongs to its person. */
export const yuxinMagic: readonly YuxinMagic[] = [
  answering('0001', { zh: '不一致的', en: 'does not match' }, resultAnswer('200', '10001')),
  answering('0002', { zh: '未知的', en: 'unknown' }, resultAnswer('200', '10002')),
  behaving('0009', { zh: '永不应答', en: 'never answers' }, { kind: 'hang' }),
  behaving('0010', { zh: 'HTTP 500', en: 'HTTP 500' }, { kind: 'serverError' }),
  behaving('0011', { zh: '应答不是 JSON', en: 'the answer is not JSON' }, { kind: 'garbage' }),
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
  const effect = effectOfPhone(loginphone);
  return yuxinMagic.find(({ digits }) => digits === effect)?.behaviour ?? matches;
}

/** Both words are marked: an errorCode is explained by errorDetail, a returnCode by returnDesc. */
function answering(digits: string, effect: Bilingual, answer: YuxinAnswer): YuxinMagic {
  const { errorDetail, returnDesc } = answer;
  const words = { errorDetail: marked(errorDetail), returnDesc: returnDesc && marked(returnDesc) };
  return behaving(digits, effect, { kind: 'answer', answer: { ...answer, ...words } });
}

function behaving(digits: string, effect: Bilingual, behaviour: CheckBehaviour): YuxinMagic {
  return { digits, value: reservedPhone(digits), effect, behaviour };
}
