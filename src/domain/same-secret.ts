import { hash, timingSafeEqual } from 'node:crypto';

/** Whether two secrets are the same. Takes as long whichever they are, so that nobody can feel their way to one. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}
