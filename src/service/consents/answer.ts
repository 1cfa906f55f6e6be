import type { Consent } from '../../domain/consent/consent';
import { type Refusal, refused } from '../verification/submission';

/** The answer to a mutation about a consent: the consent, or why the request was not accepted. */
export type ConsentAnswer = { readonly accepted: true; readonly consent: Consent } | Refusal;

export function acceptedConsent(consent: Consent): ConsentAnswer {
  return { accepted: true, consent };
}

/** The same answer for a consent that does not exist and for one that is not the caller's to withdraw. */
export const unknownConsent: Refusal = refused(['id'], 'UNKNOWN_REFERENCE', 'NO_SUCH_CONSENT');
