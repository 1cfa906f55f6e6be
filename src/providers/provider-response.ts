import { isCertificateTrouble } from './connection-code';

/** The result of one call: an answer, or none, which leaves the outcome unknown. */
export type ProviderResponse =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The body parsed as JSON; undefined if it is not JSON. Check it with a schema. */
      readonly body: unknown;
      /** The body as text, if it is not JSON. It can hold a token: no part of it may reach a log. */
      readonly text?: string;
      /** The absolute address of the Location header; null if there is none. Redirects are never followed. */
      readonly location: string | null;
    }
  | {
      readonly kind: 'silent';
      /** `not-sent`: the circuit breaker rejected the call, and nothing left this machine. */
      readonly reason: 'timeout' | 'connection' | 'server-error' | 'too-large' | 'not-sent';
      /** Node's code for a connection that failed, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
      readonly code?: string;
    };

type Answer = Extract<ProviderResponse, { kind: 'answer' }>;

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** True for an answer that sends the client to another address. */
export function isRedirect(answer: ProviderResponse): answer is Answer & { readonly location: string } {
  return answer.kind === 'answer' && redirectStatuses.has(answer.status) && answer.location !== null;
}

/** Node's codes for connections that ended before a request could be written. */
const beforeTheRequest: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * True if the request certainly did nothing: it did not leave this machine, or HTTP 401 says that this service was not
 * let in. False if in doubt: a connection that was reset may have carried it.
 */
export function isUnsent(answer: ProviderResponse): boolean {
  if (answer.kind === 'answer') return answer.status === 401;
  if (answer.reason === 'not-sent') return true;
  const { code } = answer;
  return code !== undefined && (beforeTheRequest.has(code) || isCertificateTrouble(code));
}
