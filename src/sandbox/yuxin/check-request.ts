import { createDecipheriv, getCipherInfo, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { YuxinCredentials } from '../credentials';
import { errorAnswer, malformedAnswer, type YuxinAnswer } from './answers';

/** The person to check: yuxin.md, logon字段描述. */
export interface CheckRequest {
  readonly loginphone: string;
  /** The same for a repetition of this request, and for no other. */
  readonly fingerprint: string;
}

export type CheckReading =
  | { readonly ok: true; readonly request: CheckRequest }
  | { readonly ok: false; readonly answer: YuxinAnswer };

const logonFields = z.object({
  idCard: z.string().min(1),
  userName: z.string().min(1),
  loginphone: z.string().min(1),
});

const wellFormedFields = logonFields.extend({
  idCard: z.string().regex(/^(\d{15}|\d{17}[\dXx])$/),
  loginphone: z.string().regex(/^\d{11}$/),
});

/**
 * Checks the form of a verifyMobile call in the platform's order: headers, presence, token, iv, logon. A missing
 * parameter is 301; one that is empty or unreadable is 306 with its name; 310 is readable nonsense.
 */
export function readCheckRequest(
  contentType: string | undefined,
  body: unknown,
  credentials: YuxinCredentials,
): CheckReading {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '')) {
    return refused(errorAnswer('315'));
  }
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  const token = form.get('token');
  const iv = form.get('iv');
  const logon = form.get('logon');
  if (token === null || iv === null || logon === null) return refused(errorAnswer('301'));
  if (!sameText(credentials.token, token)) return refused(errorAnswer('105'));

  const ivBytes = credentials.iv === 'text' ? textBytes(iv) : decode(iv, credentials.encoding);
  if (ivBytes === null || ivBytes.length !== getCipherInfo(credentials.cipher)?.ivLength) {
    return refused(malformedAnswer('iv'));
  }
  const json = decrypt(logon, ivBytes, credentials);
  if (!logonFields.safeParse(json).success) return refused(malformedAnswer('logon'));
  const fields = wellFormedFields.safeParse(json);
  if (!fields.success) return refused(errorAnswer('310'));
  return { ok: true, request: { loginphone: fields.data.loginphone, fingerprint: `${iv} ${logon}` } };
}

/** Undefined if any step from text to JSON fails: encoding, block size, PKCS#7 padding, UTF-8, JSON. */
function decrypt(logon: string, iv: Buffer, credentials: YuxinCredentials): unknown {
  const sealed = decode(logon, credentials.encoding);
  if (sealed === null) return undefined;
  try {
    const decipher = createDecipheriv(credentials.cipher, Buffer.from(credentials.key, 'utf8'), iv);
    const plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    return undefined;
  }
}

/** The bytes of an iv that is text, as Java's getBytes() gives them. */
function textBytes(text: string): Buffer | null {
  return /^[A-Za-z0-9]+$/.test(text) ? Buffer.from(text, 'latin1') : null;
}

/** Node's decoder skips characters that it does not know; a `+` that arrived as a space must not pass. */
function decode(text: string, encoding: 'base64' | 'hex'): Buffer | null {
  const bytes = Buffer.from(text, encoding);
  const canonical = encoding === 'hex' ? text.toLowerCase() : text;
  return bytes.length > 0 && bytes.toString(encoding) === canonical ? bytes : null;
}

function sameText(expected: string, given: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}

function refused(answer: YuxinAnswer): CheckReading {
  return { ok: false, answer };
}
