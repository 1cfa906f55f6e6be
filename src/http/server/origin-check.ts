import { isLoopbackHost } from '../../domain/input/address-check';

/** Origins whose pages may open a socket: exactly these, or all on this machine. */
export type AllowedOrigins = readonly string[] | 'loopback';

/**
 * Whether a handshake may come from this page. A browser sends Origin, and sends its user's credentials for any page;
 * programs send no Origin and pass. The Host header does not count: a foreign name that resolves to this machine would
 * vouch for itself. `own` are addresses of this service.
 */
export function isOriginAllowed(
  origin: string | undefined,
  allowed: AllowedOrigins,
  own: readonly string[],
): boolean {
  if (origin === undefined) return true;
  const url = URL.parse(origin);
  if (url === null || url.origin !== origin) return false;
  if (own.some((address) => URL.parse(address)?.origin === origin)) return true;
  return allowed === 'loopback' ? isLoopbackHost(url.hostname) : allowed.includes(origin);
}
