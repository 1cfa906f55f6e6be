import type { TestApp } from './app';

/** Invented people: the numbers have right check digits and are nobody's. */
export const gao = { name: '高远山', identityNo: '330102199604110020', mobileNo: '19912342222' } as const;
export const child = { name: '高小雨', outid: '150941' } as const;

/** A PNG's first bytes, padded to the smallest size that is taken by default. */
export const facePhoto = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(10 * 1024, 7),
]).toString('base64');

export type Input = Readonly<Record<string, unknown>>;

export interface UcenterMethod {
  readonly method: string;
  readonly mutation: string;
  /** Right, with everything that may be given, and without what may be left out. */
  readonly full: Input;
  readonly least: Input;
  /** The same as ucenter gets them. */
  readonly pattern: string;
  readonly fullData: Input;
  readonly leastData: Input;
}

const unionPay = {
  token: 'unionpay-token',
  sign: 'unionpay-sign',
  action: 'face.verify',
  txnTime: '20300506070809',
  txnSrc: '01',
  orgCode: 'org-1',
  orgSeq: 'seq-1',
  comUserId: 'com-1',
  authCode: 'auth-1',
  sceneCode: 'scene-1',
  authSeq: 'authseq-1',
  name: gao.name,
  certType: '01',
  certCode: gao.identityNo,
  faceImage: facePhoto,
};
const weChat = {
  accessToken: 'wechat-token',
  verifyResult: 'wechat-verify-result',
  realName: gao.name,
  identityNo: gao.identityNo,
  deviceId: 'device-of-gao',
};
const unionPayInput = { ...unionPay, ts: '1893456000123', protocolVersion: '1.0' };
const unionPayData = { ...unionPay, ts: 1893456000123, protocoVerison: '1.0' };
const listed = { name: gao.name, identityNo: gao.identityNo, outid: '350002' };
const card = { outid: '350003', name: gao.name, password: '123456' };
const whiteListed = { outid: '350004', name: gao.name };
const parent = { name: gao.name, outid: child.outid, childName: child.name };

/** ucenter's seven ways to verify (ucenter.md, 请求参数); every input passes at the sandbox. */
export const ucenterMethods = {
  IMPORT: {
    method: 'IMPORT',
    mutation: 'verifyByImport',
    full: { ...listed, customerCode: '1001', role: 'TEACHER' },
    least: listed,
    pattern: 'IMPORT',
    fullData: { ...listed, customerCode: '1001', role: 2 },
    leastData: listed,
  },
  ECARD: {
    method: 'ECARD',
    mutation: 'verifyByEcard',
    full: { ...card, customerCode: '1002' },
    least: card,
    pattern: 'ECARD',
    fullData: { ...card, customerCode: '1002' },
    leastData: card,
  },
  MOBILE: {
    method: 'MOBILE',
    mutation: 'verifyByMobile',
    full: { mobileNo: gao.mobileNo, code: '123456' },
    least: { mobileNo: gao.mobileNo, code: '123456' },
    pattern: 'MOBILE',
    fullData: { mobileNo: gao.mobileNo, code: '123456' },
    leastData: { mobileNo: gao.mobileNo, code: '123456' },
  },
  WHITELIST: {
    method: 'WHITELIST',
    mutation: 'verifyByWhitelist',
    full: { ...whiteListed, password: '123456', customerCode: '1002', role: 'STUDENT' },
    least: whiteListed,
    pattern: 'IMPORT-ECARD',
    fullData: { ...whiteListed, password: '123456', customerCode: '1002', role: 1 },
    leastData: whiteListed,
  },
  RELATION: {
    method: 'RELATION',
    mutation: 'verifyByRelation',
    full: {
      ...parent,
      relation: 'MATERNAL_GRANDMOTHER',
      source: 'ECARD',
      password: '123456',
      identityNo: gao.identityNo,
      customerCode: '1002',
    },
    least: { ...parent, relation: 'FATHER', source: 'IMPORT' },
    pattern: 'RELATION',
    fullData: {
      ...parent,
      relation: 'MGM',
      type: 1,
      password: '123456',
      identityNo: gao.identityNo,
      customerCode: '1002',
    },
    leastData: { ...parent, relation: 'F', type: 2 },
  },
  UNIONPAY_FACE: {
    method: 'UNIONPAY_FACE',
    mutation: 'verifyByUnionPayFace',
    full: unionPayInput,
    least: unionPayInput,
    pattern: 'UNIONPAY-FACE',
    fullData: unionPayData,
    leastData: unionPayData,
  },
  WECHAT_FACE: {
    method: 'WECHAT_FACE',
    mutation: 'verifyByWechatFace',
    full: weChat,
    least: weChat,
    pattern: 'WECHAT-FACE',
    fullData: weChat,
    leastData: weChat,
  },
} as const satisfies Readonly<Record<string, UcenterMethod>>;

export type UcenterMethodName = keyof typeof ucenterMethods;

export const ucenterMethodList: readonly UcenterMethod[] = Object.values(ucenterMethods);

export interface SeenUcenterVerification {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly method: string;
  readonly conflict: {
    readonly mobileNo: string | null;
    readonly guid: string | null;
    readonly mergeable: boolean;
  } | null;
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly providerCode: string | null;
    readonly providerMessage: string | null;
    readonly retryable: boolean;
  } | null;
  readonly references: { readonly rnAuthTicket: string | null; readonly deviceId: string | null };
  readonly subject: Readonly<Record<string, string | null>>;
  readonly membership: Readonly<Record<string, unknown>> | null;
  readonly deptInfo: readonly Readonly<Record<string, unknown>>[];
  readonly relativeInfo: readonly Readonly<Record<string, unknown>>[];
  readonly history: readonly {
    readonly version: number;
    readonly status: string;
    readonly cause: string;
    readonly message: string | null;
  }[];
  readonly [field: string]: unknown;
}

export interface InputFault {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

export interface SeenPayload {
  readonly verification: SeenUcenterVerification | null;
  readonly inputErrors: readonly InputFault[];
}

/** Everything that a ucenter verification shows. */
export const ucenterFields = `
  id version provider method status secondInspection authUrl
  user { guid isRealNameVerified }
  references { rnAuthTicket busiSeq transactionId deviceId at bsn }
  subject { realName certType identityNo mobileNo }
  membership { role customerCode customerName ecardSchool dpcode memberId serialNo ecardCustomerId }
  deptInfo { ...Place }
  relativeInfo {
    customerCode ecardSchool identityNo outid realName mobileNo serialNo relation ecardCustomerId childAvatar
    deptInfo { ...Place }
  }
  conflict { mobileNo guid mergeable }
  failure { code message providerCode providerMessage retryable }
  history { version status cause message }
  createdAt updatedAt expiresAt decidedAt`;

export const placeFragment = `fragment Place on DeptInfo {
  deptId deptName supervisor position customerCode ecardSchool department { __typename customerCode deptId }
}`;

/** The operation of a mutation that takes one `input` and answers with a VerificationPayload. */
export function operationOf(mutation: string): string {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation ($input: ${type}!) {
    ${mutation}(input: $input) { verification { ${ucenterFields} } inputErrors { path code message } }
  }
  ${placeFragment}`;
}

/** Sends one mutation that takes an `input`. */
export async function submit(
  app: Pick<TestApp, 'query'>,
  mutation: string,
  input: Input,
  headers: Record<string, string> = {},
): Promise<SeenPayload> {
  const data = await app.query<Record<string, SeenPayload>>(operationOf(mutation), { input }, headers);
  const payload = data[mutation];
  if (!payload) throw new Error(`${mutation} answered nothing`);
  return payload;
}

/** The same, where it must be accepted. */
export async function submitted(
  app: Pick<TestApp, 'query'>,
  mutation: string,
  input: Input,
  headers: Record<string, string> = {},
): Promise<SeenUcenterVerification> {
  const { verification, inputErrors } = await submit(app, mutation, input, headers);
  if (!verification) throw new Error(`${mutation} was not accepted: ${JSON.stringify(inputErrors)}`);
  return verification;
}

/** The same, where it must not be accepted: path and code of every fault, in order. */
export async function faultsOf(
  app: Pick<TestApp, 'query'>,
  mutation: string,
  input: Input,
  headers: Record<string, string> = {},
): Promise<string[]> {
  const { verification, inputErrors } = await submit(app, mutation, input, headers);
  if (verification) throw new Error(`${mutation} was accepted`);
  return inputErrors.map(({ path, code }) => `${path.join('.')} ${code}`).sort();
}

/** Reads a verification; null where there is none to be seen. */
export async function readVerification(
  app: Pick<TestApp, 'query'>,
  id: string,
  headers: Record<string, string> = {},
): Promise<SeenUcenterVerification | null> {
  const { verification } = await app.query<{ verification: SeenUcenterVerification | null }>(
    `query ($id: ID!) { verification(id: $id) { ${ucenterFields} } } ${placeFragment}`,
    { id },
    headers,
  );
  return verification;
}

/** A caller that is this account and nothing more. */
export function as(guid: string, scopes = 'none'): Record<string, string> {
  return { 'x-dev-guid': guid, 'x-dev-scopes': scopes };
}
