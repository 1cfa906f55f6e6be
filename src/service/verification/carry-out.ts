import type { ApplicationData } from '../../domain/input/application-data';
import { Secret } from '../../domain/privacy/secret';
import type { Outcome } from '../../domain/verification/outcome';
import type { Environment, ProviderReferences, Verification } from '../../domain/verification/verification';
import type { Method, PreparedRequest, StartCall } from '../../providers/provider';
import type { AttemptCount, Counter } from '../../storage/attempts/contract';
import type { CaseWrite } from '../../storage/cases/contract';
import type { ConsentRest } from '../../storage/consents/contract';
import type { IdempotencyUse } from '../../storage/idempotency/contract';
import type { Created, Draft } from '../../storage/verifications/contract';
import { callbackFingerprint, callbackUrl, newCallbackToken } from '../provider-events/callback-address';
import type { ServiceTools } from '../tools';
import type { TokenUse } from './person-token';
import { record } from './record';
import { accepted, keyReused, type Submission, tooManyAttempts } from './submission';

export interface Start {
  /** The provider's name. */
  readonly provider: string;
  readonly method: Method;
  /** The account; null for a check that a provider asked us for as its data source. */
  readonly guid: string | null;
  readonly prepared: PreparedRequest;
  readonly environment: Environment;
  /** The application's own data about the verification. */
  readonly application?: ApplicationData;
  /** The references that the verification has from the beginning. */
  readonly references?: (id: string) => ProviderReferences;
  readonly use?: IdempotencyUse | null;
  readonly attempts?: AttemptCount | null;
  /** Counted with the request, and given back unless the outcome is a conflict. */
  readonly conflict?: AttemptCount | null;
  /** Counted with the request. */
  readonly starts?: readonly Counter[];
  readonly token?: Exclude<TokenUse, { readonly kind: 'notAllowed' }>;
  /** The consents that it rests on. */
  readonly consents?: ConsentRest;
  /** The case that it serves. */
  readonly case?: StartForCase;
}

export interface StartForCase {
  readonly id: string;
  /** The case stops waiting then, and so does the attempt. */
  readonly expiresAt: Date | null;
  /** The change of the case that the attempt begins with, recorded in the same transaction. */
  readonly write: (verification: Verification) => CaseWrite;
}

/**
 * Records a request, sends it once, and records the answer. The request is recorded before it is sent, so that a crash
 * in between leaves a record. `consentGone`: a consent was withdrawn before it was recorded, and nothing was sent.
 */
export async function carryOut(tools: ServiceTools, start: Start): Promise<Submission | 'consentGone'> {
  const begun = await begin(tools, start);
  switch (begun.kind) {
    case 'begun':
      return accepted(await finish(tools, start, begun));
    case 'repeated':
      return accepted(begun.verification);
    case 'keyReused':
      return keyReused;
    case 'tooManyAttempts':
      return tooManyAttempts(begun);
    case 'consentGone':
      return 'consentGone';
    case 'caseRepeated':
    case 'caseMoved':
      throw new Error('A verification without a case was recorded for one.');
  }
}

/** A request that is recorded and not sent yet. */
export interface Begun {
  readonly kind: 'begun';
  readonly verification: Verification;
  readonly callbackToken: string | null;
}

/** Records a request; nothing is sent. */
export async function begin(
  tools: ServiceTools,
  start: Start,
): Promise<Begun | Exclude<Created, { readonly kind: 'created' }>> {
  const { provider, method, guid, use, consents } = start;
  const callbackToken = method.address ? newCallbackToken(tools) : null;
  const verification = requested(tools, start);
  const created = await tools.store.verifications.create({
    verification,
    event: {
      verificationId: verification.id,
      guid,
      version: 1,
      status: 'PENDING',
      previousStatus: null,
      assuranceLevel: 'NONE',
      secondInspection: null,
      cause: 'REQUESTED',
      message: null,
      occurredAt: verification.createdAt,
      recordedAt: verification.createdAt,
    },
    ...(callbackToken !== null && {
      callbackTokenHash: callbackFingerprint(tools.store.encryption, callbackToken),
    }),
    ...(use && { idempotency: use }),
    ...(consents && { consents }),
    ...(start.case && { case: start.case.write(verification) }),
    ...counted(tools, start),
  });
  if (created.kind !== 'created') return created;
  tools.meter.changed({
    verificationId: verification.id,
    provider,
    method: method.name,
    before: null,
    status: 'PENDING',
    cause: 'REQUESTED',
    failure: null,
  });
  return { kind: 'begun', verification, callbackToken };
}

/** Sends a recorded request, once, and records the answer. */
export async function finish(
  tools: ServiceTools,
  { provider, method, guid, prepared, conflict, token }: Start,
  { verification, callbackToken }: Begun,
): Promise<Verification> {
  const outcome: Outcome =
    token?.kind === 'failed'
      ? { kind: 'failed', failure: token.failure, isUnsent: true }
      : await sendSafely(tools, verification, prepared, {
          verificationId: verification.id,
          guid,
          ...(callbackToken !== null && {
            callbackUrl: Secret.of(callbackUrl(tools, method, provider, callbackToken)),
          }),
          ...token?.call,
        });
  const changed = await record(tools, verification.id, { kind: 'answered', outcome });
  const answered = changed?.kind === 'changed' ? changed.verification : verification;
  if (conflict && !isConflict(answered)) await tools.store.attempts.giveBack(conflict);
  return answered;
}

function counted(
  { now, settings }: ServiceTools,
  { attempts, conflict, starts = [] }: Start,
): Pick<Draft, 'attempts'> {
  const counters = [...(attempts?.counters ?? []), ...(conflict?.counters ?? []), ...starts];
  if (counters.length === 0) return {};
  // A counter that is given back is found by its time.
  const at = (attempts ?? conflict)?.now ?? now();
  return { attempts: { counters, now: at, windowMs: settings.attempts.windowMs } };
}

function isConflict({ status }: Verification): boolean {
  return status === 'CONFLICT' || status === 'BLOCKED';
}

function requested(
  tools: ServiceTools,
  { provider, method, guid, prepared, environment, application, references, case: ofCase }: Start,
): Verification {
  const now = tools.now();
  const { subject, returnTo, memo } = prepared;
  const id = tools.newId();
  return {
    id,
    version: 1,
    guid,
    provider,
    method: method.name,
    status: 'PENDING',
    secondInspection: null,
    references: references?.(id) ?? {},
    failure: null,
    personal: {
      subject: Secret.of(subject),
      ...(returnTo !== undefined && { returnTo: Secret.of(returnTo) }),
      ...(memo && { memo: Secret.of(memo) }),
      ...(application?.metadata && { metadata: Secret.of(application.metadata) }),
    },
    ruling: null,
    inspection: null,
    createdAt: now,
    updatedAt: now,
    expiresAt: ofCase?.expiresAt ?? new Date(now.getTime() + tools.settings.pendingTtlMs),
    decidedAt: null,
    redactedAt: null,
    environment,
    clientReference: application?.clientReference ?? null,
    purpose: application?.purpose ?? null,
    verdictBy: 'PROVIDER',
    staffDecision: null,
    movedAt: null,
    certificateEndsAt: null,
    caseId: ofCase?.id ?? null,
  };
}

/** A provider never rejects for a fault of the other side. If it does, the fault is ours and the outcome unknown. */
async function sendSafely(
  tools: ServiceTools,
  verification: Verification,
  prepared: PreparedRequest,
  call: StartCall,
): Promise<Outcome> {
  try {
    return await prepared.send(call);
  } catch (err) {
    const { id, provider, method } = verification;
    tools.log.error({ verificationId: id, provider, method }, 'provider adapter failed', err);
    return { kind: 'silent' };
  }
}
