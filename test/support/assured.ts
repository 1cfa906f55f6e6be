import type { TestApp } from './app';
import { openFakeYuxin } from './fake-yuxin';
import type { InputFault } from './ucenter';
import { type Input, ucenterMethods } from './ucenter-inputs';

/** Queries for the tests of assurance, and ways to be verified. */

export interface SeenAssurance {
  readonly level: string;
  readonly identity: string;
  readonly binding: string;
  readonly channel: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly validUntil: string | null;
  readonly policy: string;
}

export const assuranceFields =
  '{ level identity binding channel reasons { code message } validUntil policy }';

export type Headers = Record<string, string>;

/** An invented person's name, identity number and phone as three providers may know them. */
export const zhen = {
  realName: '甄试例',
  identityNo: '330102199102030012',
  mobileNo: '19900001234',
} as const;

export interface Submitted {
  readonly id: string;
  readonly status: string;
  readonly assurance: SeenAssurance;
}

export interface Answered {
  readonly verification: Submitted | null;
  readonly inputErrors: readonly (InputFault & { readonly retryAt: string | null })[];
}

/** Sends a start or verify mutation. */
export async function send(
  app: TestApp,
  mutation: string,
  input: Input,
  headers: Headers,
): Promise<Answered> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) {
    ${mutation}(input: $input) {
      verification { id status assurance ${assuranceFields} } inputErrors { path code message retryAt }
    }
  }`;
  const data = await app.query<Record<string, Answered>>(query, { input }, headers);
  const answered = data[mutation];
  if (!answered) throw new Error(`${mutation} answered nothing`);
  return answered;
}

/** The same, where it must be approved. */
export async function approve(
  app: TestApp,
  mutation: string,
  input: Input,
  headers: Headers,
): Promise<Submitted> {
  const { verification, inputErrors } = await send(app, mutation, input, headers);
  if (verification?.status !== 'APPROVED') {
    throw new Error(`${mutation} was not approved: ${JSON.stringify(verification ?? inputErrors)}`);
  }
  return verification;
}

export const bySms = (app: TestApp, headers: Headers, mobileNo: string = zhen.mobileNo) =>
  approve(app, 'verifyByMobile', { mobileNo, code: '123456' }, headers);

export const byOwner = (
  app: TestApp,
  headers: Headers,
  person: Partial<Record<keyof typeof zhen, string>> = {},
) => {
  const { identityNo: idCard, realName: userName, mobileNo } = { ...zhen, ...person };
  return approve(app, 'verifyMobileOwner', { idCard, userName, mobileNo }, headers);
};

export const byImport = (app: TestApp, headers: Headers, changes: Input = {}) =>
  approve(app, 'verifyByImport', { ...ucenterMethods.IMPORT.full, ...changes }, headers);

/** The known facts of an account. */
export interface SeenUser {
  readonly isRealNameVerified: boolean;
  readonly assurance: SeenAssurance;
  readonly low: boolean;
  readonly contact: boolean;
}

export const userFields = `{ isRealNameVerified assurance ${assuranceFields} low: meets(level: LOW) contact: meets(level: CONTACT) }`;

export async function viewer(app: TestApp, headers: Headers): Promise<SeenUser> {
  const data = await app.query<{ verificationViewer: SeenUser }>(
    `{ verificationViewer ${userFields} }`,
    {},
    headers,
  );
  return data.verificationViewer;
}

export const codesOf = ({ reasons }: SeenAssurance) => reasons.map(({ code }) => code);

/** A Yuxin that confirms everybody; what it confirms is LIVE. */
export async function openLiveYuxin() {
  const key = Buffer.from('0123456789abcdef');
  const yuxin = await openFakeYuxin({ cipher: 'aes-128-cbc', key, encoding: 'base64' });
  return {
    close: () => yuxin.close(),
    env: { YUXIN_BASE_URL: yuxin.baseUrl, YUXIN_TOKEN: 'token', YUXIN_KEY: key.toString() },
  };
}

/** The person's block of a push by OneNET, and the outer block's phone. */
export const custInfoOf = (person: typeof zhen, certExpDate: number | string = 0) => ({
  custName: person.realName,
  custCertNo: person.identityNo,
  custCertAddr: '浙江省杭州市西湖区试例路1号',
  gender: '1',
  nation: '汉',
  birthday: Date.parse('1991-02-03T00:00:00+08:00'),
  issuingAuthority: '杭州市公安局西湖区分局',
  certValidDate: Date.parse('2019-05-01T00:00:00+08:00'),
  certExpDate,
});
