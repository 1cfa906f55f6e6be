import type { MethodInput } from '../../domain/input/input-check';
import { Secret } from '../../domain/privacy/secret';
import type { IdentityCase, RecordedDecision } from '../../domain/routing/case';
import { openCase } from '../../domain/routing/case-transition';
import { keptEvidence } from '../../domain/routing/evidence';
import type { FirstCaseUse } from '../../storage/cases/contract';
import { authenticated, type Caller } from '../access/caller';
import { startOf } from '../access/rate-limit';
import { consentRequired } from '../consents/gate';
import type { ServiceTools } from '../tools';
import { idempotencyUse } from '../verification/idempotency';
import { personTokenUse } from '../verification/person-token';
import { keyReused, tooManyAttempts } from '../verification/submission';
import { accountMeets } from './account-level';
import { advance } from './advance';
import { beginAttempt } from './attempt';
import { acceptedCase, type CaseAnswer } from './case-answer';
import { caseConsents } from './case-consents';
import { type CaseRequest, checkRequest } from './check-request';
import { chooseWay, moreEvidenceHelps, onlyFaceIsLeft } from './choose-way';
import { claimed, countStart } from './count-start';

/**
 * Serves a need to know who a person is: chooses the cheapest sufficient method, asks it, and takes another one where
 * the attempt certainly did nothing or was answered without a verdict. Why is recorded with each choice.
 */
export async function verifyIdentity(
  tools: ServiceTools,
  anyone: Caller | null,
  input: MethodInput,
): Promise<CaseAnswer> {
  const caller = authenticated(anyone, tools.now());
  const checked = checkRequest(tools, caller, input);
  if (!checked.ok) return { accepted: false, errors: checked.errors };
  const request = checked.value;
  const { guid, need, evidence, application } = request;

  const { idempotencyKey: key, guid: _guid, ...asked } = input;
  const use = idempotencyUse(tools, caller, key, ['CASE', guid, asked]);
  const before = use && (await tools.store.cases.firstUse(use));
  if (before) return answerBefore(tools, before);

  const isMet = await accountMeets(tools, guid, need.required, { liveOnly: true });
  const consents = await caseConsents(tools, { guid, purpose: need.purpose }, evidence);
  // An account that has the level already is asked nothing, and nothing is sent.
  if (!isMet && consents.missing.length > 0) return consentRequired(need.purpose, consents.missing);
  const { mayUseFace } = consents;
  const terms = { ...need, attempts: [], mayChoose: !isMet, mayUseFace };
  const { decision, way } = chooseWay(tools, need.terms, terms, evidence, new Set());
  const blank = blankCase(tools, request);
  const starts = startOf(tools, caller, claimed(evidence));
  if (!way) {
    if (onlyFaceIsLeft(decision, new Set())) return consentRequired(need.purpose, ['SEPARATE']);
    const full = await countStart(tools, starts);
    if (full) return full;
    const helps = moreEvidenceHelps(decision.decision, new Set());
    const status = isMet ? 'ACHIEVED' : helps ? 'NEEDS_EVIDENCE' : 'NOT_ACHIEVED';
    const transition = openCase(blank, { status, cause: 'REQUESTED', decision });
    const created = await tools.store.cases.create({ transition, ...(use && { idempotency: use }) });
    if (created.kind !== 'created') return answerBefore(tools, created);
    report(tools, created.identityCase, decision);
    return acceptedCase(created.identityCase);
  }

  const token = await personTokenUse(tools, way.provider, caller, guid);
  if (token.kind === 'notAllowed') return token.submission.accepted ? keyReused : token.submission;
  const begun = await beginAttempt(tools, {
    way,
    caller,
    token,
    current: blank,
    metadata: application.metadata,
    decision,
    transition: (attempt) => openCase(blank, { status: 'OPEN', cause: 'REQUESTED', attempt, decision }),
    consents: consents.restFor(way.method.name),
    use,
    starts,
  });
  switch (begun.kind) {
    case 'begun':
      report(tools, begun.identityCase, decision);
      return acceptedCase(
        await advance(tools, begun.identityCase, await begun.answer(), {
          caller,
          evidence,
          metadata: application.metadata,
        }),
      );
    case 'tooManyAttempts':
      return tooManyAttempts(begun);
    case 'consentGone':
      return verifyIdentity(tools, anyone, input);
    case 'keyReused':
    case 'caseRepeated':
      return answerBefore(tools, begun);
    case 'repeated':
    case 'caseMoved':
      throw new Error('A new case cannot have moved.');
  }
}

/** The answer to a request that was made before with the same key. */
export async function answerBefore(tools: ServiceTools, before: FirstCaseUse): Promise<CaseAnswer> {
  if (before.kind === 'keyReused') return keyReused;
  const found = (await tools.store.cases.find([before.caseId])).get(before.caseId);
  if (!found) throw new Error(`The case ${before.caseId} of an idempotency key is missing.`);
  return acceptedCase(found);
}

function blankCase(
  { newId, now, settings }: ServiceTools,
  { guid, need, evidence, application }: CaseRequest,
): IdentityCase {
  const createdAt = now();
  const { purpose, terms, required, avoidFace, allow } = need;
  const { metadata } = application;
  return {
    id: newId(),
    version: 0,
    guid,
    status: 'OPEN',
    purpose,
    required,
    avoidFace,
    allow,
    clientReference: application.clientReference ?? null,
    attempts: [],
    attemptStatus: null,
    decisions: 0,
    kept: Secret.of({ evidence: keptEvidence(evidence), ...(metadata && { metadata }) }),
    createdAt,
    updatedAt: createdAt,
    expiresAt: new Date(createdAt.getTime() + (terms.ttlMs ?? settings.pendingTtlMs)),
    redactedAt: null,
  };
}

function report(
  { meter }: ServiceTools,
  { purpose, status }: IdentityCase,
  { decision }: RecordedDecision,
): void {
  meter.routed({ purpose, decision });
  meter.caseChanged({ purpose, status });
}
