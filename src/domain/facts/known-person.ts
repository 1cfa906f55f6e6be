import type { Evidence } from '../assurance/assurance';
import { proofOf } from '../assurance/of-verification';
import type { AssurancePolicy } from '../assurance/policy';
import { foldNumber } from '../input/fold';
import { certificateEnd } from '../verification/certificate-end';
import type { IdentityCertType } from '../verification/verification';

/** The confirmed facts of one verification about the person, in plain text; null if its source did not confirm them. */
export interface KnownPerson {
  readonly realName: string | null;
  readonly certType: IdentityCertType | null;
  readonly identityNo: string | null;
  readonly mobileNo: string | null;
  /** As the provider gave it, in milliseconds since 1970. */
  readonly birthday: number | null;
  readonly certificate: { readonly from: number | null; readonly until: number | null } | null;
}

const unknownPerson: KnownPerson = {
  realName: null,
  certType: null,
  identityNo: null,
  mobileNo: null,
  birthday: null,
  certificate: null,
};

/**
 * Nothing unless a provider approved it, and nothing after redaction: staff vouch for a claim that no source has
 * confirmed. A method that knows no name has confirmed the phone alone; one that takes the caller's word, nothing.
 */
export function knownPerson(evidence: Evidence, policy: AssurancePolicy): KnownPerson {
  if (evidence.status !== 'APPROVED' || evidence.redactedAt !== null) return unknownPerson;
  if (evidence.verdictBy === 'STAFF') return unknownPerson;
  const { identity, binding } = proofOf(evidence, policy);
  const subject = evidence.personal.subject?.reveal() ?? {};
  const mobileNo = subject.mobileNo ?? null;
  if (identity === 'NONE') return binding === 'POSSESSION' ? { ...unknownPerson, mobileNo } : unknownPerson;
  if (identity === 'CLAIMED') return unknownPerson;
  const audit = evidence.personal.audit?.reveal();
  const identityNo = subject.identityNo ?? null;
  return {
    realName: subject.realName ?? null,
    certType: identityNo === null ? null : (subject.certType ?? certTypeOf(identityNo)),
    identityNo,
    mobileNo,
    birthday: audit?.birthday ?? null,
    certificate: audit ? { from: audit.certValidDate, until: certificateEnd(audit) } : null,
  };
}

/** The kind of certificate, if only its number is given: only resident identity cards have numbers of this form. */
function certTypeOf(identityNo: string): IdentityCertType | null {
  return /^(?:\d{17}[\dX]|\d{15})$/i.test(foldNumber(identityNo)) ? 'RESIDENT_ID_CARD' : null;
}
