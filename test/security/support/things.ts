import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../support/app';
import { bearer } from '../../support/identity-provider';
import { facePhoto, gao, ucenterMethods } from '../../support/ucenter-inputs';
import { owner } from './callers';

/** The ids that callers ask for: the owner's, or others of the same shape that do not exist. */
export interface Things {
  readonly guid: string;
  /** Has its verdict: there is nothing left to refresh, cancel or merge. */
  readonly decided: string;
  /** A LinkID page whose verification is over. */
  readonly closedPage: string;
  readonly busiSeq: string;
  readonly ticket: string;
  /** The feedCursor of the first event of the decided one. */
  readonly feedCursor: string;
  /** A case that was cancelled. */
  readonly closedCase: string;
  /** A consent that the owner gave. */
  readonly consent: string;
  /** An account, and verifications, each another, that may be destroyed. */
  readonly spareGuid: string;
  spare(): string;
}

const redirectUri = 'https://app.example/done';

/** Right inputs of every mutation that starts a verification; the sandbox answers each of them. */
export const startInputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  startOneNetVerification: { userId: 38453, phone: '19912349999' },
  ...Object.fromEntries(Object.values(ucenterMethods).map(({ mutation, full }) => [mutation, full])),
  verifyMobileOwner: { idCard: gao.identityNo, userName: gao.name, mobileNo: gao.mobileNo },
  startLinkIdVerification: {
    name: gao.name,
    certType: 'RESIDENT_ID_CARD',
    certNo: gao.identityNo,
    redirectUri,
  },
  verifyLinkIdPhoto: {
    name: gao.name,
    certType: 'RESIDENT_ID_CARD',
    certNo: gao.identityNo,
    idPicture: facePhoto,
  },
  startLinkIdAppVerification: {
    appId: 'app-1',
    service: redirectUri,
    userId: 'sandbox-passed-gao',
    platform: 'PC',
  },
};

/** Settings under which the matrix meets rights and no limits. */
export const withoutLimits: Readonly<Record<string, string>> = {
  REDIRECT_ALLOWLIST: 'https://app.example',
  CONSENT: 'record',
  INTROSPECTION: 'on',
  METRICS_PORT: '0',
  QUERY_MAX_COST: '10000000',
  QUERY_MAX_FIELDS: '100000',
  STARTS_PER_CALLER: '100000',
  STARTS_PER_IDENTITY: '100000',
  ATTEMPTS_PER_TARGET: '100000',
  ATTEMPTS_PER_CALLER: '100000',
  ATTEMPTS_PER_ADDRESS: '100000',
};

interface Started {
  readonly id: string;
  readonly status: string;
  readonly references: { readonly busiSeq: string | null; readonly rnAuthTicket: string | null };
}

/** Starts a verification that must be accepted. */
export async function startAs(
  app: TestApp,
  token: string,
  mutation: string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Started> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) {
    ${mutation}(input: $input) {
      verification { id status references { busiSeq rnAuthTicket } } inputErrors { path code message }
    }
  }`;
  const input = { ...startInputs[mutation], ...changes };
  const data = await app.query<Record<string, { verification: Started | null }>>(
    query,
    { input },
    bearer(token),
  );
  const started = data[mutation]?.verification;
  if (!started) throw new Error(`${mutation} was not accepted: ${JSON.stringify(data)}`);
  return started;
}

/** A case that waits for its person on LinkID's page. */
export const caseInput = {
  require: 'HIGH',
  allow: ['LINKID_PAGE'],
  evidence: { name: gao.name, certType: 'RESIDENT_ID_CARD', certNo: gao.identityNo, redirectUri },
} as const;

interface OpenedCase {
  readonly id: string;
  readonly attempts: readonly { readonly id: string }[];
}

/** Opens a case, with one attempt. */
export async function openCaseAs(app: TestApp, token: string): Promise<OpenedCase> {
  const { verifyIdentity } = await app.query<{ verifyIdentity: { identityCase: OpenedCase } }>(
    `mutation ($input: VerifyIdentityInput!) {
      verifyIdentity(input: $input) { identityCase { id attempts { id } } inputErrors { path code message } }
    }`,
    { input: { ...caseInput, clientReference: 'order-4711' } },
    bearer(token),
  );
  return verifyIdentity.identityCase;
}

/** Makes what the owner has. `token` is the owner's. */
export async function ownersThings(app: TestApp, token: string, spareToken: string): Promise<Things> {
  const decided = await startAs(app, token, 'verifyMobileOwner');
  const oneNet = await startAs(app, token, 'startOneNetVerification');
  const imported = await startAs(app, token, 'verifyByImport');
  const page = await startAs(app, token, 'startLinkIdVerification');
  await app.query(
    'mutation ($id: ID!) { cancelVerification(id: $id) { verification { id } } }',
    { id: page.id },
    bearer(token),
  );
  const closedCase = await openCaseAs(app, token);
  await app.query(
    'mutation ($id: ID!) { cancelIdentityCase(id: $id) { identityCase { id } } }',
    { id: closedCase.id },
    bearer(token),
  );
  const spares = await Promise.all(
    Array.from({ length: 40 }, () => startAs(app, spareToken, 'verifyMobileOwner')),
  );
  return {
    guid: owner,
    decided: decided.id,
    closedPage: page.id,
    busiSeq: present(oneNet.references.busiSeq),
    ticket: present(imported.references.rnAuthTicket),
    feedCursor: await firstFeedCursor(app, decided.id, token),
    closedCase: closedCase.id,
    consent: await consentAs(app, token),
    spareGuid: 'account-to-destroy',
    spare: () => present(spares.pop()?.id),
  };
}

/** A right consent of the caller's own. */
export const consentInput = {
  purpose: 'default',
  kind: 'GENERAL',
  noticeVersion: '2026-01',
  noticeDigest: 'ab'.repeat(32),
} as const;

export async function consentAs(app: TestApp, token: string): Promise<string> {
  const { recordConsent } = await app.query<{ recordConsent: { consent: { id: string } | null } }>(
    'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { consent { id } } }',
    { input: consentInput },
    bearer(token),
  );
  return present(recordConsent.consent?.id);
}

/** The feedCursor of a verification's first event. */
export async function firstFeedCursor(app: TestApp, id: string, token: string): Promise<string> {
  const { verification } = await app.query<{ verification: { history: { feedCursor: string | null }[] } }>(
    'query ($id: ID!) { verification(id: $id) { history { feedCursor } } }',
    { id },
    bearer(token),
  );
  return present(verification.history[0]?.feedCursor);
}

/** The same names for what does not exist. */
export function nobodysThings(): Things {
  return {
    guid: 'account-of-nobody',
    decided: randomUUID(),
    closedPage: randomUUID(),
    busiSeq: 'OneNET00000000000000000000',
    ticket: 'T_0000000000',
    feedCursor: Buffer.from('f1:1:000000000000').toString('base64url'),
    closedCase: randomUUID(),
    consent: randomUUID(),
    spareGuid: 'account-of-nobody',
    spare: () => randomUUID(),
  };
}

function present(text: string | null | undefined): string {
  if (text === null || text === undefined) throw new Error('what the matrix asks for is missing');
  return text;
}
