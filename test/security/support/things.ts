import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../support/app';
import { bearer } from '../../support/identity-provider';
import { facePhoto, gao, ucenterMethods } from '../../support/ucenter';
import { owner } from './callers';

/** What callers ask for by name: the owner's, or, in the same shape, what nobody has. */
export interface Things {
  readonly guid: string;
  /** Has its verdict: there is nothing left to refresh, cancel or merge. */
  readonly decided: string;
  /** A page at LinkID that waits for nobody any more. */
  readonly closedPage: string;
  readonly busiSeq: string;
  readonly ticket: string;
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
    userId: 'passed-gao',
    platform: 'PC',
  },
};

/** Settings under which the matrix meets rights and no limits. */
export const withoutLimits: Readonly<Record<string, string>> = {
  REDIRECT_ALLOWLIST: 'https://app.example',
  INTROSPECTION: 'on',
  METRICS_PORT: '0',
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
  const spares = await Promise.all(
    Array.from({ length: 40 }, () => startAs(app, spareToken, 'verifyMobileOwner')),
  );
  return {
    guid: owner,
    decided: decided.id,
    closedPage: page.id,
    busiSeq: present(oneNet.references.busiSeq),
    ticket: present(imported.references.rnAuthTicket),
    spareGuid: 'account-to-destroy',
    spare: () => present(spares.pop()?.id),
  };
}

/** The same names for what does not exist. */
export function nobodysThings(): Things {
  return {
    guid: 'account-of-nobody',
    decided: randomUUID(),
    closedPage: randomUUID(),
    busiSeq: 'OneNET00000000000000000000',
    ticket: 'T_0000000000',
    spareGuid: 'account-of-nobody',
    spare: () => randomUUID(),
  };
}

function present(text: string | null | undefined): string {
  if (text === null || text === undefined) throw new Error('what the matrix asks for is missing');
  return text;
}
