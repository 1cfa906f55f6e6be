import { z } from 'zod';
import { faultyField } from '../exchange';
import { isWebAddress } from './web-address';

const text = z.string().min(1);
/** 证件类型字典. */
const certType = z.enum(['1', '15', '16', '17', '8', 'A', 'Z']);

/** linkid.md, section 一: `type` is the string "2" here, and `data` may hold more than the three. */
const startBody = z.strictObject({
  type: z.literal('2'),
  data: z.looseObject({ name: text, certType, certNo: text }),
  redirectUri: z.string().transform((encoded, context) => {
    const decoded = decodedAddress(encoded);
    if (decoded !== null) return decoded;
    context.addIssue('must be an encoded http(s) address');
    return z.NEVER;
  }),
});

/** linkid.md, section 三: `type` is the number 2 here. */
const photoBody = z.strictObject({
  type: z.literal(2),
  parameters: z.strictObject({ name: text, certType, certNo: text, idPicture: z.string().refine(isPicture) }),
});

/** `redirectUri` is decoded. */
export type FaceStart = z.infer<typeof startBody>;
export type PhotoCheck = z.infer<typeof photoBody>['parameters'];

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly field: string };

export function readFaceStart(body: unknown): Reading<FaceStart> {
  return reading(startBody.safeParse(body));
}

export function readPhotoCheck(body: unknown): Reading<PhotoCheck> {
  const result = reading(photoBody.safeParse(body));
  return result.ok ? { ok: true, value: result.value.parameters } : result;
}

function reading<T>(result: z.ZodSafeParseResult<T>): Reading<T> {
  return result.success ? { ok: true, value: result.data } : { ok: false, field: faultyField(result.error) };
}

/** Null if it is not encoded (认证后跳转地址要encode) or is not an address that a browser can be sent to. */
function decodedAddress(encoded: string): string | null {
  if (encoded.includes('://')) return null;
  try {
    const decoded = decodeURIComponent(encoded);
    return isWebAddress(decoded) ? decoded : null;
  } catch {
    return null;
  }
}

/** Plain Base64, without `data:` in front, of a JPEG or PNG. */
function isPicture(base64: string): boolean {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) return false;
  const start = bytes.toString('hex', 0, 8);
  return start.startsWith('ffd8ff') || start === '89504e470d0a1a0a';
}
