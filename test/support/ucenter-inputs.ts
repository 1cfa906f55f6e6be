/**
 * The inputs of ucenter's methods, in GraphQL's names and in ucenter's own. Tests that need other people, other secrets
 * or other photos put them in with `withValues`.
 */
/** Invented people: their numbers have right check digits and belong to nobody. */
export const gao = { name: '高远山', identityNo: '330102199604110020', mobileNo: '19912342222' } as const;
export const child = { name: '高小雨', outid: '150941' } as const;

/** The first bytes of a PNG, padded to the smallest size that is accepted by default. */
export const facePhoto = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(10 * 1024, 7),
]).toString('base64');

export type Input = Readonly<Record<string, unknown>>;

export interface UcenterMethod {
  readonly method: string;
  readonly mutation: string;
  /** A right input with every optional field, and one without any. */
  readonly full: Input;
  readonly least: Input;
  /** The same in the names and values of ucenter's document. */
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

/** ucenter's seven methods (ucenter.md, 请求参数); the sandbox approves every input. */
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

type Widened<I> = { readonly [Field in keyof I]: I[Field] extends string ? string : I[Field] };

/** The same input, with these values in the fields of these names. */
export function withValues<I extends Input>(input: I, values: Readonly<Record<string, string>>): Widened<I> {
  const given = Object.entries(values).filter(([field]) => field in input);
  return Object.assign({ ...input }, Object.fromEntries(given)) as Widened<I>;
}
