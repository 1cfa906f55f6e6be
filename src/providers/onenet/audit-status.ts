import type { Outcome } from '../../domain/outcome';
import type { OneNetAuditStatus } from '../../domain/verification';

/** A status that onenet.md ("实名认证结果推送") names. */
export interface AuditStatus {
  readonly name: OneNetAuditStatus;
  /** Among pushes of the same time the higher one rules: a verdict over its review, an inspection over a verdict. */
  readonly rank: number;
  /** The document's own words, for the history. */
  readonly words: string;
  /** `providerMessage` is 认证失败原因, already fit to be shown. */
  outcome(providerMessage: string | null): Outcome;
}

/** A status that no table names sorts before all that are named. */
export const unnamedRank = -1;

const statuses: ReadonlyMap<string, AuditStatus> = new Map<string, AuditStatus>([
  ['0', { name: 'PASSED', rank: 1, words: '认证通过', outcome: () => ({ kind: 'approved' }) }],
  ['1', { name: 'PENDING_REVIEW', rank: 0, words: '认证待审核', outcome: () => ({ kind: 'inReview' }) }],
  [
    '2',
    {
      name: 'FAILED',
      rank: 2,
      words: '认证不通过',
      outcome: (providerMessage) => ({
        kind: 'rejected',
        failure: {
          code: 'REVIEW_REJECTED',
          message: 'OneNET reviewed this verification and did not approve it.',
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
      words: '二次稽查通过',
      outcome: () => ({ kind: 'approved', secondInspection: 'PASSED' }),
    },
  ],
  [
    '4',
    {
      name: 'SECOND_INSPECTION_FAILED',
      rank: 4,
      words: '二次稽查不通过',
      outcome: (providerMessage) => ({
        kind: 'rejected',
        secondInspection: 'FAILED',
        failure: {
          code: 'REVIEW_REJECTED',
          message: 'OneNET inspected this verification a second time and did not confirm it.',
          providerCode: '4',
          providerMessage,
          retryable: false,
        },
      }),
    },
  ],
]);

/** Null for a status that no table names: that is never read as a yes or a no. */
export function findAuditStatus(auditStatus: string): AuditStatus | null {
  return statuses.get(auditStatus) ?? null;
}
