import { effectOfPhone, reservedPhone } from '../reserved';
import type { Bilingual, MagicValue } from '../twin';

/** auditStatus values: onenet.md, 实名认证结果推送. */
export const auditStatuses = {
  passed: '0',
  inReview: '1',
  rejected: '2',
  secondInspectionPassed: '3',
  secondInspectionFailed: '4',
} as const;

/** One push without a click. Times are milliseconds since the start request. */
export interface PushStep {
  /** Time of the decision: the push's responseTime. */
  readonly afterMs: number;
  readonly auditStatus: string;
  /** Delay of the push after the decision, so that a newer one overtakes it. */
  readonly heldMs?: number;
  /** Sends the same push again, byte for byte, after this delay. */
  readonly repeatedAfterMs?: number;
}

export type StartBehaviour =
  | { readonly kind: 'push'; readonly steps: readonly PushStep[] }
  /** errno is not 0. */
  | { readonly kind: 'refuse' }
  /** No answer. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'serverError' }
  /** HTTP 200 with a body that is not JSON. */
  | { readonly kind: 'garbage' };

export interface OneNetMagic extends MagicValue {
  /** The last four digits of the numbers that have it. */
  readonly digits: string;
  readonly behaviour: StartBehaviour;
}

const { passed, inReview, rejected, secondInspectionPassed, secondInspectionFailed } = auditStatuses;
const soonMs = 300;

/** Whole phone numbers of the reserved block. Every other number waits for the click. */
export const oneNetMagic: readonly OneNetMagic[] = [
  pushing('0000', { zh: '立即通过', en: 'approved at once' }, [{ afterMs: soonMs, auditStatus: passed }]),
  pushing('0001', { zh: '先待审核，1 秒后通过', en: 'in review, approved 1 s later' }, [
    { afterMs: soonMs, auditStatus: inReview },
    { afterMs: soonMs + 1_000, auditStatus: passed },
  ]),
  pushing('0002', { zh: '立即不通过', en: 'rejected at once' }, [{ afterMs: soonMs, auditStatus: rejected }]),
  pushing('0003', { zh: '通过，随后二次稽查通过', en: 'approved, then second inspection passed' }, [
    { afterMs: soonMs, auditStatus: passed },
    { afterMs: soonMs + 1_000, auditStatus: secondInspectionPassed },
  ]),
  pushing('0004', { zh: '通过，随后二次稽查不通过', en: 'approved, then second inspection failed' }, [
    { afterMs: soonMs, auditStatus: passed },
    { afterMs: soonMs + 1_000, auditStatus: secondInspectionFailed },
  ]),
  pushing('0005', { zh: '同一通过结果推送两次', en: 'approved, the same push comes twice' }, [
    { afterMs: soonMs, auditStatus: passed, repeatedAfterMs: 300 },
  ]),
  pushing(
    '0006',
    {
      zh: '乱序：较新的通过先到，较旧的待审核后到',
      en: 'out of order: the newer approval, then the older review',
    },
    [
      { afterMs: soonMs, auditStatus: inReview, heldMs: 600 },
      { afterMs: soonMs + 300, auditStatus: passed },
    ],
  ),
  pushing('0007', { zh: '10 秒后通过', en: 'approved after 10 s' }, [
    { afterMs: 10_000, auditStatus: passed },
  ]),
  answering(
    '0008',
    { zh: '发起被拒绝（errno 不为 0）', en: 'the start is refused (errno is not 0)' },
    'refuse',
  ),
  answering('0009', { zh: '永不应答', en: 'never answers' }, 'hang'),
  answering('0010', { zh: 'HTTP 500', en: 'HTTP 500' }, 'serverError'),
  answering('0011', { zh: '应答不是 JSON', en: 'the answer is not JSON' }, 'garbage'),
  pushing('0012', { zh: '文档中没有的 auditStatus（7）', en: 'an auditStatus no document names (7)' }, [
    { afterMs: soonMs, auditStatus: '7' },
  ]),
];

const waitForClick: StartBehaviour = { kind: 'push', steps: [] };

export function behaviourOf(phone: string): StartBehaviour {
  const effect = effectOfPhone(phone);
  return oneNetMagic.find(({ digits }) => digits === effect)?.behaviour ?? waitForClick;
}

function pushing(digits: string, effect: Bilingual, steps: readonly PushStep[]): OneNetMagic {
  return { digits, value: reservedPhone(digits), effect, behaviour: { kind: 'push', steps } };
}

function answering(
  digits: string,
  effect: Bilingual,
  kind: Exclude<StartBehaviour['kind'], 'push'>,
): OneNetMagic {
  return { digits, value: reservedPhone(digits), effect, behaviour: { kind } };
}
