import { z } from 'zod';
import { createUcenterTwin } from '../../../src/sandbox/ucenter/twin';
import { ucenterMethods, withValues } from '../../support/ucenter-inputs';
import { type OpenTwins, openTwins } from './open-twins';

export const client = { clientId: 'school-app', clientSecret: 'school-secret' };

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A ucenter twin with a caller that does what the document says. */
export interface OpenUcenter extends OpenTwins {
  readonly token: string;
  fetchToken(form?: Record<string, string>): Promise<Answer>;
  freshToken(): Promise<string>;
  /** Sends a body with the application's token; `headers` overlay the right ones. */
  send(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  result(rnAuthTicket: string, headers?: Record<string, string>): Promise<Answer>;
}

const service = '/ucenter/api/ucenter-service-provider/api/user/rnauth';

export async function openUcenter(tokenLifetimeSeconds?: number): Promise<OpenUcenter> {
  const twins = await openTwins((tools) =>
    createUcenterTwin(tools, {
      ...client,
      ...(tokenLifetimeSeconds === undefined ? {} : { tokenLifetimeSeconds }),
    }),
  );
  const fetchToken = async (form?: Record<string, string>): Promise<Answer> => {
    const right = {
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
    };
    const body = new URLSearchParams({ ...right, ...form });
    return answerOf(await fetch(`${twins.url}/ucenter/open/access_token`, { method: 'POST', body }));
  };
  const freshToken = async () => ((await fetchToken()).body as { access_token: string }).access_token;
  const token = await freshToken();
  const right = { 'x-deepcloud-from': 'client', authorization: token, 'content-type': 'application/json' };
  return {
    ...twins,
    token,
    fetchToken,
    freshToken,
    send: async (body, headers) =>
      answerOf(
        await fetch(twins.url + service, {
          method: 'POST',
          headers: { ...right, ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    result: async (rnAuthTicket, headers) => {
      const query = new URLSearchParams({ rnAuthTicket });
      const { 'content-type': _, ...forGet } = right;
      return answerOf(
        await fetch(`${twins.url}${service}/result?${query}`, { headers: { ...forGet, ...headers } }),
      );
    },
  };
}

/** The body is a text if it is not JSON. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    return { status: response.status, body: text };
  }
}

export const identityNo = '41999919920304561X';

export function importBody(guid: string, data: Record<string, unknown> = {}) {
  return {
    rnAuthPatternCode: 'IMPORT',
    guid,
    data: { name: '路小满', identityNo, outid: '20260001', ...data },
  };
}

const values = {
  name: '路小满',
  realName: '路小满',
  childName: '路小满',
  identityNo,
  certCode: identityNo,
  mobileNo: '19912345678',
  deviceId: 'phone-7',
};

/** The data of a right request of every pattern except MERGE. */
export const rightData = {
  IMPORT: withValues(ucenterMethods.IMPORT.fullData, { ...values, outid: '20260001' }),
  ECARD: withValues(ucenterMethods.ECARD.leastData, values),
  MOBILE: withValues(ucenterMethods.MOBILE.leastData, values),
  'IMPORT-ECARD': withValues(ucenterMethods.WHITELIST.leastData, values),
  RELATION: withValues(ucenterMethods.RELATION.leastData, { ...values, name: '路大山' }),
  'UNIONPAY-FACE': withValues(ucenterMethods.UNIONPAY_FACE.fullData, values),
  'WECHAT-FACE': withValues(ucenterMethods.WECHAT_FACE.fullData, values),
};

export type Pattern = keyof typeof rightData;

export const patterns = Object.keys(rightData) as Pattern[];

const department = z.strictObject({
  deptId: z.int(),
  deptName: z.string(),
  supervisor: z.boolean(),
  position: z.string().nullable(),
  customerCode: z.string(),
  ecardSchool: z.boolean(),
});

/** Exactly the fields of the document's 200 (响应样例), with the types of its table; null where the sample has it. */
const approval = z.strictObject({
  code: z.literal(200),
  message: z.literal('OK'),
  data: z.strictObject({
    guid: z.string(),
    rnAuthTicket: z.string().regex(/^T_\d{6}\d+$/),
    deviceId: z.string(),
    role: z.literal([1, 2, 3, 4, 5]).nullable(),
    customerCode: z.string().nullable(),
    customerName: z.string().nullable(),
    ecardSchool: z.boolean().nullable(),
    dpcode: z.string().nullable(),
    memberId: z.string().nullable(),
    serialNo: z.string().nullable(),
    ecardCustomerId: z.string().nullable(),
    deptInfo: z.array(department),
    relativeInfo: z.array(
      z.strictObject({
        customerCode: z.string(),
        ecardSchool: z.boolean(),
        identityNo: z.string().nullable(),
        outid: z.string().nullable(),
        realName: z.string(),
        mobileNo: z.string().nullable(),
        serialNo: z.string().nullable(),
        relation: z.string(),
        ecardCustomerId: z.string().nullable(),
        childAvatar: z.string().nullable(),
        deptInfo: z.array(department),
      }),
    ),
  }),
});

/** The data of an answer that must be a 200. */
export function approved({ body }: Answer): z.infer<typeof approval>['data'] {
  return approval.parse(body).data;
}

const conflict = z.strictObject({
  code: z.literal(409),
  message: z.string(),
  data: z.strictObject({ mobileNo: z.string(), guid: z.string() }),
});

/** An answer that must be a 409. */
export function conflicting({ body }: Answer): z.infer<typeof conflict> {
  return conflict.parse(body);
}

export function codeOf({ body }: Answer): unknown {
  return z.looseObject({ code: z.unknown() }).parse(body).code;
}
