import type { TestApp } from './app';

/** The fields that tests compare in a verification after a OneNET push. */
export interface SeenVerification {
  readonly version: number;
  readonly status: string;
  readonly secondInspection: string | null;
  readonly decidedAt: string | null;
  readonly expiresAt: string | null;
  readonly references: { readonly busiSeq: string | null; readonly transactionId: string | null };
  readonly subject: Readonly<Record<string, string | null>>;
  readonly failure: Readonly<Record<string, unknown>> | null;
  readonly auditInfo: Readonly<Record<string, string | null>> | null;
  readonly history: readonly {
    readonly version: number;
    readonly status: string;
    readonly cause: string;
    readonly occurredAt: string;
    readonly message: string | null;
  }[];
}

const query = `query ($id: ID!) {
  verification(id: $id) {
    version status secondInspection decidedAt expiresAt
    references { busiSeq transactionId }
    subject { realName certType identityNo mobileNo }
    failure { code message providerCode providerMessage retryable }
    auditInfo {
      auditStatus auditMessage transactionId busiSeq phone responseTime custName custCertNo custCertAddr gender
      nation birthday issuingAuthority certValidDate certExpDate createTime modifyTime channelId
    }
    history { version status cause occurredAt message }
  }
}`;

/** Reads a verification that must be there. */
export async function lookAt(app: TestApp, id: string): Promise<SeenVerification> {
  const { verification } = await app.query<{ verification: SeenVerification | null }>(query, { id });
  if (!verification) throw new Error('there is no such verification');
  return verification;
}
