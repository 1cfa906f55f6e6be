import type { MethodInput } from '../../domain/input/input-check';
import { Secret } from '../../domain/privacy/secret';
import type { IdentityCase } from '../../domain/routing/case';
import { type Evidence, keptEvidence } from '../../domain/routing/evidence';
import { authenticated, type Caller } from '../access/caller';
import { startOf } from '../access/rate-limit';
import { consentRequired } from '../consents/gate';
import type { ServiceTools } from '../tools';
import { checkIdempotencyKey, idempotencyUse } from '../verification/idempotency';
import { personTokenUse } from '../verification/person-token';
import { tooManyAttempts } from '../verification/submission';
import { advance } from './advance';
import { acceptedCase, type CaseAnswer, refusedCase } from './case-answer';
import { caseConsents } from './case-consents';
import { checkEvidence } from './check-evidence';
import { onlyFaceIsLeft } from './choose-way';
import { claimed, countStart } from './count-start';
import { findCase } from './find-case';
import { begin, chooseAgain, endWithout, refusalOf } from './next-attempt';
import { triedMethods } from './past-attempts';
import { answerBefore } from './verify-identity';

/** Adds evidence to a case that needs it, and goes on with the case. */
export async function continueIdentityCase(
  tools: ServiceTools,
  anyone: Caller | null,
  input: MethodInput & { readonly id: string },
): Promise<CaseAnswer> {
  const caller = authenticated(anyone, tools.now());
  const found = await findCase(tools, caller, input.id);
  if (!found.accepted) return found;

  const { idempotencyKey: key, ...asked } = input;
  const use = idempotencyUse(tools, caller, key, ['CONTINUE', asked]);
  const before = use && (await tools.store.cases.firstUse(use));
  if (before) return answerBefore(tools, before);

  const { identityCase } = found;
  const { evidence: earlier = {}, metadata = undefined } = identityCase.kept?.reveal() ?? {};
  const checked = checkEvidence(tools, mergedInput(earlier, (input['evidence'] ?? {}) as MethodInput));
  const errors = [...checkIdempotencyKey(key), ...(checked.ok ? [] : checked.errors)];
  if (!checked.ok || errors.length > 0) return { accepted: false, errors };
  if (identityCase.status !== 'NEEDS_EVIDENCE' || !hasTerms(tools, identityCase)) {
    return refusedCase(['id'], 'WRONG_STATE', 'NO_EVIDENCE_AWAITED');
  }

  const evidence = checked.value;
  const avoidFace = typeof input['avoidFace'] === 'boolean' ? input['avoidFace'] : identityCase.avoidFace;
  const current = { ...identityCase, avoidFace };
  const kept = Secret.of({ evidence: keptEvidence(evidence), ...(metadata && { metadata }) });
  const starts = startOf(tools, caller, claimed(evidence));
  const along = { use, kept, avoidFace, starts };
  const consents = await caseConsents(tools, current, evidence);
  if (consents.missing.length > 0) return consentRequired(current.purpose, consents.missing);
  const choice = await chooseAgain(tools, current, evidence, new Set(), consents);
  if (onlyFaceIsLeft(choice.decision, triedMethods(choice.decision.question.attempts))) {
    return consentRequired(current.purpose, ['SEPARATE']);
  }
  if (!choice.way) {
    const full = await countStart(tools, starts);
    return full ?? acceptedCase(await endWithout(tools, current, choice, along));
  }

  const token = await personTokenUse(tools, choice.way.provider, caller, current.guid);
  if (token.kind === 'notAllowed') return refusalOf(token) ?? found;
  const hand = { caller, evidence, metadata };
  const begun = await begin(tools, current, choice, hand, token, { ...along, consents });
  switch (begun.kind) {
    case 'begun':
      return acceptedCase(await advance(tools, begun.identityCase, await begun.answer(), hand));
    case 'tooManyAttempts':
      return tooManyAttempts(begun);
    case 'consentGone':
      return continueIdentityCase(tools, anyone, input);
    case 'keyReused':
    case 'caseRepeated':
      return answerBefore(tools, begun);
    case 'repeated':
    case 'caseMoved':
      return refusedCase(['id'], 'WRONG_STATE', 'NO_EVIDENCE_AWAITED');
  }
}

/**
 * The kept evidence, overlaid with the new. The kind of certificate belongs to the number: the input's default must not
 * replace the kind of a number that was given before.
 */
function mergedInput(earlier: Evidence, given: MethodInput): MethodInput {
  const fresh = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
  const keepsKind = fresh['certNo'] === undefined && earlier.certNo !== undefined;
  return { ...earlier, ...fresh, ...(keepsKind && { certType: earlier.certType }) };
}

function hasTerms({ settings }: ServiceTools, { purpose }: IdentityCase): boolean {
  return Object.hasOwn(settings.routing.purposes, purpose);
}
