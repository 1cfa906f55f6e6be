import { isLoopbackHost } from '../domain/address-check';

/** Origins whose pages may open a socket: exactly these, or all on this machine. */
export type AllowedOrigins = readonly string[] | 'loopback';

/**
 * Whether a handshake may come from this page. A browser sends Origin and shows its user's rights to any page that
 * asks; programs send none and pass. The Host header is not looked at: a name that somebody else resolves to this
 * machine would vouch for itself. `own` are addresses of this service.
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
