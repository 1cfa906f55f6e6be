import { auditStatuses } from './magic';
import type { Person } from './person';

/**
 * A result push: onenet.md, 实名认证结果推送. The person's block has the sample's name, custInfo; the table's is
 * auditInfo. Times are milliseconds since 1970, as in the sample.
 */
export interface PushBody {
  readonly auditResult: {
    readonly auditStatus: string;
    readonly transactionID: string;
    readonly busiSeq: string;
    readonly phone: string;
    readonly responseTime: number;
    readonly auditMessage: string;
  };
  readonly custInfo: Person & {
    readonly createTime: number;
    readonly modifyTime: number;
    readonly busiSeq: string;
    readonly channelId: string;
  };
}

export interface PushFacts {
  readonly auditStatus: string;
  /** Digits that no other push has. */
  readonly serial: string;
  readonly busiSeq: string;
  readonly phone: string;
  readonly responseTime: number;
  readonly person: Person;
  /** Puts the words of the decision as they are to be shown. */
  readonly say: (words: string) => string;
}

export function pushBody(facts: PushFacts): PushBody {
  return {
    auditResult: {
      auditStatus: facts.auditStatus,
      transactionID: `230030${facts.serial}`,
      busiSeq: facts.busiSeq,
      phone: facts.phone,
      responseTime: facts.responseTime,
      auditMessage: facts.say(messageOf(facts.auditStatus)),
    },
    custInfo: {
      ...facts.person,
      createTime: facts.responseTime,
      modifyTime: facts.responseTime,
      // In the sample, the inner busiSeq has the digits of the transaction, not those of the request.
      busiSeq: `OneNET${facts.serial}`,
      channelId: 'OneNET',
    },
  };
}

function messageOf(auditStatus: string): string {
  switch (auditStatus) {
    case auditStatuses.passed:
      return '认证成功';
    case auditStatuses.inReview:
      return '认证待审核';
    case auditStatuses.rejected:
      return '证件照与本人不符';
    case auditStatuses.secondInspectionPassed:
      return '二次稽查通过';
    case auditStatuses.secondInspectionFailed:
      return '二次稽查不通过';
    default:
      return '未知状态';
  }
}
