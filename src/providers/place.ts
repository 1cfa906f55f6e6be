import { type Known, maskFreeText, maskKnown } from '../domain/privacy/masking';

/** Longer places are cut: an operator needs only the beginning. */
const maxLength = 200;

/**
 * Origin and path of a redirect, for the log and for doctor: no query, no session id behind a `;`, and none of the
 * values that were sent. An address that was sent stays readable, because the redirect is compared with it.
 */
export function placeOf(location: string, sent: readonly Known[] = []): string {
  const { protocol, host, pathname } = new URL(location);
  const path = decoded(pathname).replace(/;[^/]*/g, '');
  const hidden = sent.filter(([value]) => value && !/^https?:\/\//.test(value));
  return Array.from(maskKnown(maskFreeText(`${protocol}//${host}${path}`), hidden))
    .slice(0, maxLength)
    .join('');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
