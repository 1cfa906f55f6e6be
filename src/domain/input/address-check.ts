import { isIPv4 } from 'node:net';
import { fault, type ValueCheck } from './input-check';

const MAX_LENGTH = 2000;

/**
 * An http(s) address to which a browser may be sent: its origin is one of `allowedOrigins` (each exactly as
 * `URL.origin` writes it), or, for the word 'loopback', on this machine at any port. The address comes back as the URL
 * standard writes it. TOO_LONG above 2000 characters, MALFORMED when it cannot be parsed, otherwise NOT_ALLOWED.
 */
export function checkAllowedUrl(
  allowedOrigins: readonly string[] | 'loopback',
): (value: unknown) => ValueCheck<string> {
  return (value) => {
    if (typeof value !== 'string') return fault('MALFORMED', 'ADDRESS_TEXT');
    if (value.length > MAX_LENGTH) {
      return fault('TOO_LONG', 'ADDRESS_LONG', { max: MAX_LENGTH });
    }
    const text = value.trim();
    // The URL standard drops or rewrites these and other parsers do not: a browser would open another address than
    // the one that was judged.
    if (/[\s\p{Cc}\p{Cs}\\]/u.test(text) || !URL.canParse(text)) {
      return fault('MALFORMED', 'ADDRESS_ABSOLUTE');
    }
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      return fault('NOT_ALLOWED', 'ADDRESS_SCHEME');
    }
    if (url.username !== '' || url.password !== '') {
      return fault('NOT_ALLOWED', 'ADDRESS_WITH_USER');
    }
    return isAllowed(url, allowedOrigins)
      ? { ok: true, value: url.href }
      : fault('NOT_ALLOWED', 'ADDRESS_NOT_LISTED');
  };
}

/**
 * True for localhost, 127.0.0.0/8 and ::1, with or without brackets. Subdomains of localhost are not loopback: DNS
 * decides where they resolve.
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
