import { isIPv4 } from 'node:net';
import type { InputErrorCode, ValueCheck } from './input-check';

const MAX_LENGTH = 2000;

/**
 * An http(s) address that a browser may be sent to: its origin is one of `allowedOrigins` (each exactly as
 * `URL.origin` writes it), or, for the word 'loopback', on this machine at any port. Gives the address as the URL
 * standard writes it. TOO_LONG above 2000 characters, MALFORMED when it cannot be parsed, else NOT_ALLOWED.
 */
export function checkAllowedUrl(
  allowedOrigins: readonly string[] | 'loopback',
): (value: unknown) => ValueCheck<string> {
  return (value) => {
    if (typeof value !== 'string') return fault('MALFORMED', 'Expected an address.');
    if (value.length > MAX_LENGTH) {
      return fault('TOO_LONG', `Expected an address of at most ${MAX_LENGTH} characters.`);
    }
    const text = value.trim();
    // The URL standard drops or rewrites these where other parsers do not: what we judge would not be what they open.
    if (/[\s\p{Cc}\p{Cs}\\]/u.test(text) || !URL.canParse(text)) {
      return fault('MALFORMED', 'Expected an absolute address such as https://app.example/done.');
    }
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      return fault('NOT_ALLOWED', 'Expected an http or https address.');
    }
    if (url.username !== '' || url.password !== '') {
      return fault('NOT_ALLOWED', 'Expected an address without user name and password.');
    }
    return isAllowed(url, allowedOrigins)
      ? { ok: true, value: url.href }
      : fault('NOT_ALLOWED', "Expected an address whose origin is on this deployment's list.");
  };
}

/**
 * True for localhost, 127.0.0.0/8 and ::1, with or without brackets. Names below or beside localhost are not: what
 * they resolve to is for a name server to say.
 */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase();
  return (
    name === 'localhost' || name === '::1' || name === '[::1]' || (name.startsWith('127.') && isIPv4(name))
  );
}

function isAllowed(url: URL, allowedOrigins: readonly string[] | 'loopback'): boolean {
  return allowedOrigins === 'loopback' ? isLoopbackHost(url.hostname) : allowedOrigins.includes(url.origin);
}

function fault(code: InputErrorCode, message: string): ValueCheck<never> {
  return { ok: false, code, message };
}
