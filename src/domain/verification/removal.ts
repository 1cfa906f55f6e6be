import { certificateEndOf } from '../assurance/of-verification';
import { identifiersIn, record, type Transition, type TransitionRules, withoutWords } from './apply';
import type { Change } from './change';
import type { Verification } from './verification';

/** The facts that take something from a verification: a redaction its personal data, a merge its account. */

export function redact(current: Verification, rules: TransitionRules): Transition | null {
  if (current.redactedAt !== null) return null;
  const change: Change = { cause: 'REDACTED', status: current.status, message: null };
  const redacted: Verification = {
    ...current,
    references: identifiersIn(current.references, rules),
    failure: withoutWords(current.failure),
    personal: {},
    certificateEndsAt: certificateEndAtLast(current),
    redactedAt: rules.now,
  };
  return record(redacted, change, rules);
}

/** The certificate's end, if it can still be read: redaction must succeed where the key of the data is gone. */
function certificateEndAtLast(current: Verification): Date | null {
  try {
    return certificateEndOf(current);
  } catch {
    return current.certificateEndsAt;
  }
}

export function moveAway(current: Verification, rules: TransitionRules): Transition | null {
  if (current.movedAt !== null) return null;
  const change: Change = { cause: 'MERGED_AWAY', status: current.status, message: null };
  return record({ ...current, movedAt: rules.now }, change, rules);
}
