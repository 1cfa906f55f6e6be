import type { Outcome } from '../domain/outcome';
import { Secret } from '../domain/secret';
import type { Verification } from '../domain/verification';
import type { Attempt, Method, StartCall } from '../providers/provider';
import type { IdempotencyUse, Tries } from '../storage/store';
import { doorFingerprint, doorUrl } from './door';
import { record } from './record';
import { accepted, keyReused, type Submission, tooManyAttempts } from './submission';
import type { ServiceTools } from './tools';

export interface Start {
  /** The provider's name. */
  readonly provider: string;
  readonly method: Method;
  /** The account; null for a check made as LinkID's third-party data source. */
  readonly guid: string | null;
  readonly attempt: Attempt;
  readonly use?: IdempotencyUse | null;
  readonly tries?: Tries | null;
  readonly personToken?: Secret<string> | null;
}

/**
 * Records a request, sends it once, records the answer. The record comes before the sending, so that a crash in
 * between leaves something to find.
 */
export async function carryOut(tools: ServiceTools, start: Start): Promise<Submission> {
  const { provider, method, guid, attempt, use, tries, personToken } = start;
  const doorToken = method.door ? tools.newToken() : null;
  const verification = requested(tools, start);
  const created = await tools.store.create({
    verification,
    event: {
      verificationId: verification.id,
      guid,
      version: 1,
      status: 'PENDING',
      secondInspection: null,
      cause: 'REQUESTED',
      message: null,
      occurredAt: verification.createdAt,
      recordedAt: verification.createdAt,
    },
    ...(doorToken !== null && { doorTokenHash: doorFingerprint(tools, doorToken) }),
    ...(use && { idempotency: use }),
    ...(tries && { tries }),
  });
  if (created.kind === 'keyReused') return keyReused;
  if (created.kind === 'tooManyTries') return tooManyAttempts;
  if (created.kind === 'repeated') return accepted(created.verification);
  tools.meter.changed({
    verificationId: verification.id,
    provider,
    method: method.name,
    before: null,
    status: 'PENDING',
    cause: 'REQUESTED',
    failure: null,
  });

  const outcome = await sendSafely(tools, verification, attempt, {
    verificationId: verification.id,
    guid,
    ...(doorToken !== null && { doorUrl: Secret.of(doorUrl(tools, method, provider, doorToken)) }),
    ...(personToken && { personToken }),
  });
  const changed = await record(tools, verification.id, { kind: 'answered', outcome });
  return accepted(changed?.kind === 'changed' ? changed.verification : verification);
}

function requested(tools: ServiceTools, { provider, method, guid, attempt }: Start): Verification {
  const now = tools.now();
  const { subject, returnTo, memo } = attempt;
  const id = tools.newId();
  return {
    id,
    version: 1,
    guid,
    provider,
    method: method.name,
    status: 'PENDING',
    secondInspection: null,
    // LinkID knows a check that it asked us for by the bsn in our answer.
    references: guid === null ? { bsn: id } : {},
    failure: null,
    personal: {
      subject: Secret.of(subject),
      ...(returnTo !== undefined && { returnTo: Secret.of(returnTo) }),
      ...(memo && { memo: Secret.of(memo) }),
    },
    ruling: null,
    inspection: null,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + tools.settings.pendingTtlMs),
    decidedAt: null,
    redactedAt: null,
  };
}

/** A provider never rejects for a fault of the other side; if it does, that is our fault, and nobody knows the outcome. */
async function sendSafely(
  tools: ServiceTools,
  verification: Verification,
  attempt: Attempt,
  call: StartCall,
): Promise<Outcome> {
  try {
    return await attempt.send(call);
  } catch (err) {
    const { id, provider, method } = verification;
    tools.log.error({ verificationId: id, provider, method }, 'provider adapter failed', err);
    return { kind: 'silent' };
  }
}
