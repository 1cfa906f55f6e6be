import { hash, timingSafeEqual } from 'node:crypto';

/** Whether two secrets are the same, in constant time, so that a secret cannot be guessed piece by piece. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}
