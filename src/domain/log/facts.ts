import type { Verification } from '../verification/verification';
import { canonicalJson } from './canonical-json';

/**
 * The facts of a verification that its entries commit to, as canonical JSON: whose it is, the person's identity,
 * and the evidence. `asOfVersion` says when: an entry is written shortly after its event, and further events may have
 * come in between.
 */
export function factsOf(verification: Verification): string {
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
