/** Pure reading of the answer to a token request. Only its form may be logged, never its values. */
import { z } from 'zod';
import { Secret } from '../domain/privacy/secret';
import type { ProviderResponse } from './provider-response';
import { opened } from './values';

type Answer = Extract<ProviderResponse, { kind: 'answer' }>;

export interface GrantedToken {
  readonly token: Secret<string>;
  /** Zero if the lifetime cannot be read: only the callers that wait now get the token, and it is not kept. */
  readonly lifeSeconds: number;
}

const life = z.coerce.number().positive().optional().catch(undefined);
const grantSchema = z.object({
  access_token: z.string().trim().min(1),
  expires_in: life,
  /** The name that older sign-on servers use. */
  expires: life,
});
const refusalSchema = opened(
  z
    .object({ code: z.union([z.string(), z.number()]) })
    .or(z.object({ error: z.string() }).transform(({ error }) => ({ code: error }))),
);

/** `{access_token, expires_in}` as JSON or, from older sign-on servers, as form text; null if it is neither. */
export function readTokenAnswer(answer: ProviderResponse): GrantedToken | null {
  if (!isSuccess(answer)) return null;
  const granted = opened(grantSchema).safeParse(bodyOf(answer)).data;
  if (!granted) return null;
  const { access_token: token, expires_in, expires } = granted;
  return { token: Secret.of(token), lifeSeconds: expires_in ?? expires ?? 0 };
}

/** The provider's code for refusing a token; null if the answer refuses none. */
export function refusalCode(answer: Answer, secret: string | undefined): string | null {
  const named = refusalSchema.safeParse(bodyOf(answer));
  // Some gateways refuse with HTTP 200 and say so in the body only.
  if (answer.status < 400 && !(isSuccess(answer) && named.success)) return null;
  const code = named.success ? String(named.data.code) : '';
  // A text that does not look like a code, as invalid_client does, may repeat the secret.
  return /^[\w.-]{1,32}$/.test(code) && code !== secret ? code : String(answer.status);
}

/** Names that may be logged; any other name can be part of a token. */
const knownNames: ReadonlySet<string> = new Set([
  ...['access_token', 'token_type', 'expires_in', 'expires', 'refresh_token', 'scope', 'token'],
  ...['error', 'error_description', 'code', 'message', 'msg', 'data', 'result', 'success', 'status'],
]);

/** The form of an answer in a few words: its kind, and the names of its fields. Never a value. */
export function shapeOf(answer: Answer): string {
  const { body } = answer;
  if (typeof body === 'object' && body !== null) {
    return Array.isArray(body) ? 'a JSON list' : `a JSON object with ${namesIn(Object.keys(body))}`;
  }
  if (body !== undefined) return `a JSON ${body === null ? 'null' : typeof body}`;
  const text = answer.text?.trim() ?? '';
  if (text === '') return 'an empty body';
  if (text.startsWith('<')) return /<html|<!doctype html/i.test(text) ? 'a web page' : 'XML';
  return formIn(text) ? `form text with ${namesIn([...new URLSearchParams(text).keys()])}` : 'plain text';
}

function namesIn(names: readonly string[]): string {
  const known = names.filter((name) => knownNames.has(name));
  const others = names.length - known.length;
  return (
    [...known, ...(others > 0 ? [`${others} other field${others > 1 ? 's' : ''}`] : [])].join(', ') ||
    'no fields'
  );
}

function bodyOf({ body, text }: Answer): unknown {
  return body === undefined && text !== undefined ? (formIn(text) ?? undefined) : body;
}

/** The fields of form text (`a=1&b=2`); null for any other text. */
function formIn(text: string): Readonly<Record<string, string>> | null {
  const trimmed = text.trim();
  return /^[\w.-]+=[^\s<>]*$/.test(trimmed) ? Object.fromEntries(new URLSearchParams(trimmed)) : null;
}

function isSuccess(answer: ProviderResponse): answer is Answer {
  return answer.kind === 'answer' && answer.status >= 200 && answer.status < 300;
}
