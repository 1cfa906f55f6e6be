import type { Evidence } from '../../../src/domain/assurance/assurance';
import type { AssuranceRules } from '../../../src/domain/assurance/of-verification';
import { defaultPolicy } from '../../../src/domain/assurance/policy';
import { Secret } from '../../../src/domain/privacy/secret';
import type { AuditInfo, Subject } from '../../../src/domain/verification/verification';
import { inventedAudit, person } from '../../graphql/invented';

/** Helpers for the tests of assurance. */

export const now = new Date('2026-03-01T04:00:00.000Z');
export const dayMs = 86_400_000;

export const rules: AssuranceRules = { policy: defaultPolicy, countsSandbox: false };
export const methods = Object.keys(defaultPolicy.methods);

export function daysBefore(days: number, moment = now): Date {
  return new Date(moment.getTime() - days * dayMs);
}

/** An approval of yesterday by that method, about the one invented person. */
export function approved(method: string, changes: Partial<Evidence> = {}): Evidence {
  return {
    method,
    status: 'APPROVED',
    secondInspection: null,
    decidedAt: daysBefore(1),
    verdictBy: 'PROVIDER',
    environment: 'LIVE',
    movedAt: null,
    redactedAt: null,
    certificateEndsAt: null,
    personal: personal(method),
    ...changes,
  };
}

/** The facts that a method's source has confirmed about a person. */
export function personal(
  method: string,
  subject: Subject = person,
  audit: Partial<AuditInfo> = {},
): Evidence['personal'] {
  const { realName, identityNo, mobileNo, certType = 'RESIDENT_ID_CARD' } = subject;
  const named: Subject = { ...(realName && { realName }) };
  const numbered: Subject = { ...named, ...(identityNo && { identityNo, certType }) };
  const reachable: Subject = { ...(mobileNo && { mobileNo }) };
  switch (method) {
    case 'MOBILE':
      return { subject: Secret.of(reachable) };
    case 'LINKID_APP':
      return { subject: Secret.of({}) };
    case 'ECARD':
    case 'WHITELIST':
      return { subject: Secret.of(named) };
    case 'MOBILE_OWNER':
      return { subject: Secret.of({ ...numbered, ...reachable }) };
    case 'ONENET_PAGE':
      return {
        subject: Secret.of({ ...numbered, ...reachable }),
        audit: Secret.of({ ...inventedAudit, auditStatus: 'PASSED', ...audit }),
      };
    default:
      return { subject: Secret.of(numbered) };
  }
}
