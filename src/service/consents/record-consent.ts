import type { Consent } from '../../domain/consent/consent';
import { findChild } from '../../domain/consent/relation';
import type { MethodInput } from '../../domain/input/input-check';
import { authenticated, type Caller } from '../access/caller';
import { consentOf } from '../access/rate-limit';
import type { ServiceTools } from '../tools';
import { idempotencyUse } from '../verification/idempotency';
import { keyReused, refused, tooManyAttempts, unknownVerification } from '../verification/submission';
import { acceptedConsent, type ConsentAnswer } from './answer';
import { type CheckedConsent, checkConsent } from './check-consent';
import { knownOfAccount } from './known-child';
import { relationsOf } from './relations';

/** Records that the person, or for a child under 14 the guardian, agreed. Sends nothing. */
export async function recordConsent(
  tools: ServiceTools,
  anyone: Caller | null,
  input: MethodInput,
): Promise<ConsentAnswer> {
  const caller = authenticated(anyone, tools.now());
  if (tools.settings.consent === 'off') return consentsOff;
  const checked = checkConsent(tools, caller, input);
  if (!checked.ok) return { accepted: false, errors: checked.errors };
  const asked = checked.value;

  const use = idempotencyUse(tools, caller, input['idempotencyKey'], ['CONSENT', { ...asked }]);
  const before = use && (await tools.store.consents.firstUse(use));
  if (before) return before.kind === 'consentRepeated' ? acceptedConsent(before.consent) : keyReused;

  const attempts = consentOf(tools, caller, asked.relationProof === null ? null : asked.guid);
  if (asked.relationProof !== null && !(await mayBeGuardian(tools, caller.guid, asked))) {
    // Each answer tells whether a name and a number belong to an account: it counts like a guess.
    const retryAt = await tools.store.attempts.takeAll(attempts);
    return retryAt ? tooManyAttempts({ retryAt }) : unknownVerification('relationProof');
  }
  const recorded = await tools.store.consents.record({
    consent: newConsent(tools, caller, asked),
    attempts,
    ...(use && { idempotency: use }),
  });
  switch (recorded.kind) {
    case 'recorded':
    case 'consentRepeated':
      return acceptedConsent(recorded.consent);
    case 'keyReused':
      return keyReused;
    case 'tooManyAttempts':
      return tooManyAttempts(recorded);
  }
}

const consentsOff = refused([], 'NOT_ALLOWED', 'CONSENTS_OFF');

/** The proof must be the caller's own, and contradict nothing that is known of the child; use judges the rest. */
async function mayBeGuardian(
  tools: ServiceTools,
  guardian: string,
  { guid, relationProof }: CheckedConsent,
): Promise<boolean> {
  if (relationProof === null) return false;
  const relation = (await relationsOf(tools, [relationProof])).get(relationProof);
  if (!relation || relation.guid !== guardian || relation.relatives.length === 0) return false;
  return findChild(relation.relatives, await knownOfAccount(tools, guid)) !== 'contradicted';
}

/** A back end records what the person agreed to: the person has given it, not the back end. */
function newConsent({ newId, now }: ServiceTools, caller: Caller, asked: CheckedConsent): Consent {
  return {
    ...asked,
    id: newId(),
    givenBy: asked.kind === 'GUARDIAN' ? caller.guid : asked.guid,
    givenAt: now(),
    withdrawnAt: null,
    redactedAt: null,
  };
}
