import { createHmac, timingSafeEqual } from 'node:crypto';

export type AuthorizationCheck = { readonly ok: true } | { readonly ok: false; readonly error: string };

const fieldNames = ['version', 'res', 'et', 'method', 'sign'] as const;
const version = '2018-10-31';
const resource = 'ai-registration';
const methods: ReadonlySet<string> = new Set(['sha1', 'md5', 'sha256']);

/**
 * Checks an Authorization header as OneNET does (安全鉴权; onenet.md, API鉴权): the five fields in order, each URL-encoded,
 * not expired, signed with the access key. `accessKey` is Base64.
 */
export function checkAuthorization(
  header: string | undefined,
  accessKey: string,
  now: Date,
): AuthorizationCheck {
  if (header === undefined) return refused('Authorization is missing');
  const fields = readFields(header);
  if (fields === null) {
    return refused(`Authorization must be ${fieldNames.join(', ')} in this order, values URL-encoded`);
  }
  const [givenVersion, res, et, method, sign] = fields;
  if (givenVersion !== version) return refused('version is not supported');
  if (res !== resource) return refused(`res must be ${resource}`);
  if (!/^\d{1,12}$/.test(et)) return refused('et must be a time in Unix seconds');
  if (Number(et) * 1000 <= now.getTime()) return refused('et is past');
  if (!methods.has(method)) return refused('method must be sha1, md5 or sha256');
  const expected = createHmac(method, Buffer.from(accessKey, 'base64'))
    .update([et, method, res, givenVersion].join('\n'))
    .digest('base64');
  return sameText(expected, sign) ? { ok: true } : refused('sign does not match');
}

type Fields = readonly [version: string, res: string, et: string, method: string, sign: string];

function readFields(header: string): Fields | null {
  const pairs = header.split('&');
  if (pairs.length !== fieldNames.length) return null;
  const values: string[] = [];
  for (const [index, name] of fieldNames.entries()) {
    const value = readPair(pairs[index], name);
    if (value === null) return null;
    values.push(value);
  }
  const [givenVersion = '', res = '', et = '', method = '', sign = ''] = values;
  return [givenVersion, res, et, method, sign];
}

/** A raw `+`, `/` or `=` is the usual mistake: unencoded Base64. */
const encodedValue = /^(?:[\w\-.~!*'()]|%[0-9a-f]{2})+$/i;

function readPair(pair: string | undefined, name: string): string | null {
  if (pair === undefined || !pair.startsWith(`${name}=`)) return null;
  const raw = pair.slice(name.length + 1);
  if (!encodedValue.test(raw)) return null;
  try {
    return decodeURIComponent(raw);
  } catch {
    return null;
  }
}

function sameText(expected: string, given: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}

function refused(error: string): AuthorizationCheck {
  return { ok: false, error };
}
