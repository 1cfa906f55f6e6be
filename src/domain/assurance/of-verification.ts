import { certificateEnd } from '../verification/certificate-end';
import type { Assurance, AssuranceReasonCode, Evidence } from './assurance';
import { type AssurancePolicy, evidenceOf, type MethodEvidence, staffEvidence } from './policy';

/** The rules of a deployment. */
export interface AssuranceRules {
  readonly policy: AssurancePolicy;
  /** True if the sandbox's approvals count like a provider's: only on a developer's machine. */
  readonly countsSandbox: boolean;
}

const dayMs = 86_400_000;

/** The assurance that one verification gives. Pure: the same arguments give the same answer. */
export function assuranceOf(evidence: Evidence, rules: AssuranceRules, now: Date): Assurance {
  const policy = rules.policy.name;
  if (evidence.status !== 'APPROVED') return { ...nothing(policy), reasons: reasonsAgainst(evidence) };

  const proof = proofOf(evidence, rules.policy);
  const ends = endsOf(evidence, proof);
  // Pushed one by one: every read judges, and spreading small lists into one took longer than the rules themselves.
  const reasons: AssuranceReasonCode[] = ['METHOD'];
  if (evidence.verdictBy === 'STAFF') reasons.push('STAFF_DECISION');
  if (proof.channel === 'UNSIGNED_PUSH') reasons.push('UNSIGNED_CHANNEL');
  if (evidence.secondInspection === 'PASSED') reasons.push('SECOND_INSPECTION_PASSED');
  let isVoid = !isOfAccount(evidence, rules);
  for (const { at, reason } of ends) {
    if (at > now) continue;
    isVoid = true;
    reasons.push(reason);
  }
  if (evidence.environment === 'SANDBOX') reasons.push('SANDBOX');
  if (evidence.movedAt !== null) reasons.push('MERGED_AWAY');
  if (evidence.redactedAt !== null) reasons.push('REDACTED');
  return {
    level: isVoid ? 'NONE' : proof.level,
    identity: proof.identity,
    binding: proof.binding,
    channel: proof.channel,
    reasons,
    validUntil: ends.length === 0 ? null : earliest(ends.map(({ at }) => at)),
    policy,
  };
}

/** The assurance of an account without any approval. */
export function nothing(policy: string): Assurance {
  return {
    level: 'NONE',
    identity: 'NONE',
    binding: 'NONE',
    channel: 'NONE',
    reasons: ['NOT_APPROVED'],
    validUntil: null,
    policy,
  };
}

/** Whether the rules of an account use it: approved, and not lapsed, moved, redacted or from the sandbox. */
export function stands(evidence: Evidence, rules: AssuranceRules, now: Date): boolean {
  return (
    evidence.status === 'APPROVED' &&
    evidence.redactedAt === null &&
    isOfAccount(evidence, rules) &&
    endsOf(evidence, proofOf(evidence, rules.policy)).every(({ at }) => at > now)
  );
}

/** The evidence that its approval is worth. */
export function proofOf(evidence: Evidence, policy: AssurancePolicy): MethodEvidence {
  return evidence.verdictBy === 'STAFF' ? staffEvidence : evidenceOf(policy, evidence.method);
}

/** The earliest of these moments; null if there is none. */
export function earliest(moments: readonly (Date | null)[]): Date | null {
  return moments.reduce(
    (first, moment) => (first && moment && first <= moment ? first : (moment ?? first)),
    null,
  );
}

/** False if it says nothing about the account's person: a merge moved it away, or the sandbox answered. */
export function isOfAccount({ movedAt, environment }: Evidence, { countsSandbox }: AssuranceRules): boolean {
  return movedAt === null && (environment === 'LIVE' || countsSandbox);
}

interface End {
  readonly at: Date;
  readonly reason: 'LAPSED' | 'CERTIFICATE_ENDED';
}

const noEnds: readonly End[] = [];

/** The moments at which its approval lapses. */
export function endsOf(
  evidence: Evidence,
  { validDays, endsWithCertificate }: MethodEvidence,
): readonly End[] {
  if (validDays === null && !endsWithCertificate) return noEnds;
  const { decidedAt } = evidence;
  const ends: End[] = [];
  if (validDays !== null) {
    // An approval without a time of its decision would hold for ever: it counts as lapsed.
    ends.push({ at: new Date((decidedAt?.getTime() ?? 0) + validDays * dayMs), reason: 'LAPSED' });
  }
  const certificateEnd = endsWithCertificate ? certificateEndOf(evidence) : null;
  if (certificateEnd !== null) ends.push({ at: certificateEnd, reason: 'CERTIFICATE_ENDED' });
  return ends;
}

/** The moment at which the certificate that the provider saw ends; null if the provider gave no end, or "never". */
export function certificateEndOf({
  personal,
  certificateEndsAt,
}: Pick<Evidence, 'personal' | 'certificateEndsAt'>): Date | null {
  const end = personal.audit ? certificateEnd(personal.audit.reveal()) : null;
  return end === null ? certificateEndsAt : new Date(end);
}

function reasonsAgainst({ secondInspection }: Evidence): readonly AssuranceReasonCode[] {
  return secondInspection === 'FAILED' ? ['NOT_APPROVED', 'SECOND_INSPECTION_FAILED'] : ['NOT_APPROVED'];
}
