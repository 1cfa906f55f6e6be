import { type Message, message } from '../../domain/messages/message';
import type { Outcome } from '../../domain/verification/outcome';
import type { OneNetAuditStatus } from '../../domain/verification/verification';

/** A status that onenet.md ("实名认证结果推送") names. */
export interface AuditStatus {
  readonly name: OneNetAuditStatus;
  /**
   * Among pushes with the same time the highest rank counts: a verdict over its review, an inspection over a verdict.
   */
  readonly rank: number;
  /** One line for the history. */
  readonly message: Message;
  /** `providerMessage` is 认证失败原因, already fit to be shown. */
  outcome(providerMessage: string | null): Outcome;
}

/** The rank of a status that no table names: it comes before all that are named. */
export const unnamedRank = -1;

const statuses: ReadonlyMap<string, AuditStatus> = new Map<string, AuditStatus>([
  ['0', { name: 'PASSED', rank: 1, message: message('PASSED'), outcome: () => ({ kind: 'approved' }) }],
  [
    '1',
    {
      name: 'PENDING_REVIEW',
      rank: 0,
      message: message('UNDER_REVIEW'),
      outcome: () => ({ kind: 'inReview' }),
    },
  ],
  [
    '2',
    {
      name: 'FAILED',
      rank: 2,
      message: message('NOT_PASSED'),
      outcome: (providerMessage) => ({
        kind: 'rejected',
        failure: {
          code: 'REVIEW_REJECTED',
          message: message('NOT_PASSED'),
          providerCode: '2',
          providerMessage,
          retryable: false,
        },
      }),
    },
  ],
  [
    '3',
    {
      name: 'SECOND_INSPECTION_PASSED',
      rank: 3,
      message: message('INSPECTION_PASSED'),
      outcome: () => ({ kind: 'approved', secondInspection: 'PASSED' }),
    },
  ],
  [
    '4',
    {
      name: 'SECOND_INSPECTION_FAILED',
      rank: 4,
      message: message('NOT_CONFIRMED'),
      outcome: (providerMessage) => ({
        kind: 'rejected',
        secondInspection: 'FAILED',
        failure: {
          code: 'REVIEW_REJECTED',
          message: message('NOT_CONFIRMED'),
          providerCode: '4',
          providerMessage,
          retryable: false,
        },
      }),
    },
  ],
]);

/** Null for a status that no table names: it is never taken for a verdict. */
export function findAuditStatus(auditStatus: string): AuditStatus | null {
  return statuses.get(auditStatus) ?? null;
}
