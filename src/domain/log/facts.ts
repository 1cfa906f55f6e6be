import type { PersonalData, Verification } from '../verification/verification';
import { canonicalJson } from './canonical-json';

/** The part of a verification that its entries commit to. */
export interface FactsSource
  extends Pick<Verification, 'guid' | 'provider' | 'method' | 'clientReference' | 'purpose' | 'version'> {
  readonly personal: Pick<PersonalData, 'subject' | 'school' | 'audit' | 'staffReason'>;
}

/**
 * The facts of a verification that its entries commit to, as canonical JSON: whose it is, the person's identity,
 * and the evidence. `asOfVersion` says when: an entry is written shortly after its event, and further events may have
 * come in between.
 */
export function factsOf(verification: FactsSource): string {
  const { guid, provider, method, clientReference, purpose, version, personal } = verification;
  // Sealed values are read from JSON, and have no member that JSON does not have.
  return canonicalJson({
    asOfVersion: version,
    guid,
    provider,
    method,
    clientReference,
    purpose,
    subject: personal.subject?.reveal(),
    school: personal.school?.reveal(),
    audit: personal.audit?.reveal(),
    staffReason: personal.staffReason?.reveal(),
  });
}
