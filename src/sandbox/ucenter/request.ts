import { z } from 'zod';
import { faultyField } from '../exchange';
import { effectOfCode, effectOfPhone, effectOfText } from '../reserved';
import { isIdentityNumber, isRollNumber } from './identity-number';

const text = z.string().min(1);
const identityNo = z.string().refine(isIdentityNumber);
const rollNumber = z.string().refine(isRollNumber);
const role = z.literal([1, 2, 4, 5]);
const relation = z.enum(['F', 'M', 'S', 'D', 'GF', 'GM', 'MGF', 'MGM', 'GS', 'GD', 'MGS', 'MGD']);

/** One pattern's body (ucenter.md, 请求参数). No optional field may be null, and no unknown field may be present. */
function pattern<Code extends string, Data extends z.ZodType>(code: Code, data: Data) {
  return z.strictObject({ rnAuthPatternCode: z.literal(code), guid: text.optional(), data });
}

const claim = z.discriminatedUnion('rnAuthPatternCode', [
  pattern(
    'IMPORT',
    z.strictObject({
      name: text,
      identityNo: rollNumber,
      outid: text,
      customerCode: text.optional(),
      role: role.optional(),
    }),
  ),
  pattern(
    'ECARD',
    z.strictObject({ outid: text, name: text, password: text, customerCode: text.optional() }),
  ),
  pattern('MOBILE', z.strictObject({ mobileNo: z.string().regex(/^1[3-9]\d{9}$/), code: text })),
  pattern(
    'IMPORT-ECARD',
    z.strictObject({
      outid: text,
      name: text,
      password: text.optional(),
      customerCode: text.optional(),
      role: role.optional(),
    }),
  ),
  pattern(
    'RELATION',
    z
      .strictObject({
        name: text,
        relation,
        identityNo: rollNumber.optional(),
        outid: text,
        childName: text,
        customerCode: text.optional(),
        type: z.literal([1, 2]),
        password: text.optional(),
      })
      .refine(({ type, password }) => type === 2 || password !== undefined, { path: ['password'] }),
  ),
  pattern(
    'UNIONPAY-FACE',
    z.strictObject({
      token: text,
      sign: text,
      ts: z.int().positive(),
      action: text,
      txnTime: text,
      txnSrc: text,
      orgCode: text,
      orgSeq: text,
      comUserId: text,
      authCode: text,
      sceneCode: text,
      protocoVerison: text,
      authSeq: text,
      name: text,
      certType: text,
      certCode: text,
      faceImage: text,
    }),
  ),
  pattern(
    'WECHAT-FACE',
    z.strictObject({ accessToken: text, verifyResult: text, realName: text, identityNo, deviceId: text }),
  ),
]);

const merge = pattern(
  'MERGE',
  z.strictObject({ code: text, oldGuid: text, authInfo: z.record(z.string(), z.unknown()) }),
);

const request = z.discriminatedUnion('rnAuthPatternCode', [claim, merge]);

/** A request in which a person claims an identity: every pattern except MERGE. */
export type Claim = z.infer<typeof claim>;
export type Merge = z.infer<typeof merge>;

export type RequestReading =
  | { readonly ok: true; readonly request: Claim | Merge }
  | { readonly ok: false; readonly field: string };

/** Checks a body as strictly as the document's tables; `field` is the path of the first fault, e.g. `data.role`. */
export function readRequest(body: unknown): RequestReading {
  const result = request.safeParse(body);
  return result.success
    ? { ok: true, request: result.data }
    : { ok: false, field: faultyField(result.error) };
}

const mobileNo = z.string().regex(/^1[3-9]\d{9}$/);
const toNumber = z.strictObject({ mobile_no: mobileNo });
const toAccount = z.strictObject({ guid: text });

/** The number that a code is asked for; null for any other body. */
export function readNumberToSendTo(body: unknown): string | null {
  return toNumber.safeParse(body).data?.mobile_no ?? null;
}

/** The account that a code is asked for; null for any other body. */
export function readAccountToSendTo(body: unknown): string | null {
  return toAccount.safeParse(body).data?.guid ?? null;
}

/** The four digits of a value of a reserved block, in the field where the pattern may have one. */
export function effectOf(request: Claim | Merge): string | null {
  switch (request.rnAuthPatternCode) {
    case 'IMPORT':
    case 'ECARD':
    case 'IMPORT-ECARD':
    case 'RELATION':
      return effectOfText(request.data.outid);
    case 'MOBILE':
      return effectOfPhone(request.data.mobileNo);
    case 'UNIONPAY-FACE':
      return effectOfText(request.data.orgSeq);
    case 'WECHAT-FACE':
      return effectOfText(request.data.deviceId);
    case 'MERGE':
      return effectOfCode(request.data.code);
  }
}
