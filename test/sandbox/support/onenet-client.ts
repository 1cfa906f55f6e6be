import { createHmac } from 'node:crypto';
import { z } from 'zod';

/** The key of the test vectors in OneNET's own documentation. */
export const vectorKey = 'KuF3NT/jUBJ62LNBB/A8XZA9CqS3Cu79B/ABmfA1UCw=';

export interface SignedFields {
  readonly version: string;
  readonly res: string;
  readonly et: string;
  readonly method: string;
}

export const validFields: SignedFields = {
  version: '2018-10-31',
  res: 'ai-registration',
  et: '4102444800',
  method: 'sha256',
};

/** Written from OneNET's document (安全鉴权), not from the twin. */
export function signatureOf(fields: SignedFields, accessKey: string): string {
  const text = `${fields.et}\n${fields.method}\n${fields.res}\n${fields.version}`;
  return createHmac(fields.method, Buffer.from(accessKey, 'base64')).update(text).digest('base64');
}

export function authorizationOf(
  fields: SignedFields,
  accessKey: string,
  sign = signatureOf(fields, accessKey),
): string {
  const { version, res, et, method } = fields;
  return Object.entries({ version, res, et, method, sign })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

const startAnswer = z.strictObject({
  errno: z.int(),
  error: z.string(),
  data: z.strictObject({ busi_seq: z.string(), auth_url: z.string() }).nullable(),
});
export type StartAnswer = z.infer<typeof startAnswer>;

export interface StartCall {
  readonly authorization?: string;
  readonly contentType?: string;
  /** Sent as it is; default: JSON of user_id, phone and callback_url. */
  readonly body?: string;
  readonly phone?: string;
  readonly callbackUrl?: string;
  readonly signal?: AbortSignal;
}

/** Sends a start request; whatever is left out is valid. */
export function postStart(url: string, accessKey: string, call: StartCall = {}): Promise<Response> {
  return fetch(`${url}/onenet/real_name_reg/auth_url`, {
    method: 'POST',
    headers: {
      'content-type': call.contentType ?? 'application/json',
      ...(call.authorization === ''
        ? {}
        : { authorization: call.authorization ?? authorizationOf(validFields, accessKey) }),
    },
    body:
      call.body ??
      JSON.stringify({
        user_id: 38453,
        phone: call.phone ?? '13800138111',
        callback_url: call.callbackUrl ?? 'http://127.0.0.1:9/callback',
      }),
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  });
}

/** The start's answer, which must be HTTP 200 in exactly the document's shape. */
export async function start(url: string, accessKey: string, call: StartCall = {}): Promise<StartAnswer> {
  const response = await postStart(url, accessKey, call);
  expect(response.status).toBe(200);
  return startAnswer.parse(await response.json());
}

/** Starts a verification that must be accepted. */
export async function open(
  url: string,
  accessKey: string,
  phone: string,
  callbackUrl: string,
): Promise<{ readonly busiSeq: string; readonly authUrl: string }> {
  const answer = await start(url, accessKey, { phone, callbackUrl });
  if (answer.data === null) throw new Error(`the start was refused: ${answer.error}`);
  return { busiSeq: answer.data.busi_seq, authUrl: answer.data.auth_url };
}

/** Exactly the fields of the document's sample push, with the table's types. */
const pushBody = z.strictObject({
  auditResult: z.strictObject({
    auditStatus: z.string(),
    transactionID: z.string(),
    busiSeq: z.string(),
    phone: z.string(),
    responseTime: z.int(),
    auditMessage: z.string(),
  }),
  custInfo: z.strictObject({
    custName: z.string(),
    custCertNo: z.string(),
    custCertAddr: z.string(),
    gender: z.enum(['0', '1']),
    nation: z.string(),
    birthday: z.int(),
    issuingAuthority: z.string(),
    certValidDate: z.int(),
    certExpDate: z.int(),
    createTime: z.int(),
    modifyTime: z.int(),
    busiSeq: z.string(),
    channelId: z.string(),
  }),
});
export type PushBody = z.infer<typeof pushBody>;

export function readPush(received: { readonly body: string } | undefined): PushBody {
  if (received === undefined) throw new Error('no such push has come');
  return pushBody.parse(JSON.parse(received.body));
}
