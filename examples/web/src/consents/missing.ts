import type { ConsentKind } from '../../generated/operations.ts';
import type { InputError } from '../submission.ts';

const kinds: readonly ConsentKind[] = ['GENERAL', 'SEPARATE', 'GUARDIAN'];

/** The consents without which nothing was sent: the message names their kinds. */
export function consentsIn(errors: readonly InputError[]): readonly ConsentKind[] {
  const held = errors.filter(({ code }) => code === 'CONSENT_REQUIRED');
  return kinds.filter((kind) => held.some(({ message }) => message.includes(kind)));
}

/** The errors that the person mends in the form: a missing consent is asked for in its own words. */
export function withoutConsents(errors: readonly InputError[]): readonly InputError[] {
  return errors.filter(({ code }) => code !== 'CONSENT_REQUIRED');
}
