import { resultOf, stepAfter } from '../../domain/routing/after-attempt';
import type { CaseStatus, IdentityCase } from '../../domain/routing/case';
import type { CaseChange } from '../../domain/routing/case-transition';
import type { Evidence } from '../../domain/routing/evidence';
import type { Verification } from '../../domain/verification/verification';
import type { Followed } from '../../storage/cases/contract';
import type { Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { accountMeets } from './account-level';
import { recordChange } from './change-case';
import { type Hand, tryNext } from './next-attempt';
import { credentialOf, pastAttempt } from './question';
import { waitForCredential } from './wait-for-credential';

/** Evidence and rights of the request that is under way. */
export interface AtHand extends Hand {
  readonly caller: Caller;
  readonly evidence: Evidence;
}

/** Takes the state of a case's last attempt in, and goes on as long as another method may be asked at once. */
export async function advance(
  tools: ServiceTools,
  start: IdentityCase,
  verification: Verification,
  hand: AtHand,
): Promise<IdentityCase> {
  let settled = await settle(tools, start, verification, hand.evidence);
  while (settled.kind === 'next') {
    const tried = await tryNext(tools, settled.identityCase, settled.followed, hand);
    if (tried.kind === 'ended') return tried.identityCase;
    settled = await settle(tools, tried.identityCase, await tried.answer(), hand.evidence);
  }
  return settled.identityCase;
}

export type Settled =
  | { readonly kind: 'settled'; readonly identityCase: IdentityCase }
  /** Another method may be asked. */
  | { readonly kind: 'next'; readonly identityCase: IdentityCase; readonly followed: Followed };

/** Records in the case what the state of its last attempt means for it; sends nothing. */
export async function settle(
  tools: ServiceTools,
  current: IdentityCase,
  attempt: Verification,
  evidence: Evidence,
): Promise<Settled> {
  const terms = tools.settings.routing.purposes[current.purpose];
  const credential = credentialOf(tools.catalog, attempt.method);
  const { guid, required } = current;
  const step = stepAfter(current.status, attempt, {
    credential,
    meets: attempt.status === 'APPROVED' && (await accountMeets(tools, guid, required, { liveOnly: false })),
    secondOpinion: terms?.secondOpinion ?? false,
    // A purpose that the policy does not name any more, and evidence that was destroyed, allow no further attempt.
    mayTryAgain:
      terms !== undefined && current.redactedAt === null && current.attempts.length < terms.maxAttempts,
  });
  const followed = { verificationId: attempt.id, version: attempt.version };
  reportEnd(tools, current, attempt);
  switch (step.kind) {
    case 'wait': {
      const isNews = current.status === 'OPEN' && attempt.status !== current.attemptStatus;
      return settledBy(
        isNews
          ? await recordChange(tools, current, changeTo('OPEN', attempt), followed)
          : await unchanged(tools, current, followed),
      );
    }
    case 'end':
      return settledBy(
        step.status === current.status
          ? await unchanged(tools, current, followed)
          : await recordChange(tools, current, changeTo(step.status, attempt), followed),
      );
    case 'needsCredential':
      return settledBy(await waitForCredential(tools, current, attempt, followed, evidence, step.field));
    case 'next':
      return { kind: 'next', identityCase: current, followed };
  }
}

async function unchanged(
  tools: ServiceTools,
  current: IdentityCase,
  followed: Followed,
): Promise<IdentityCase> {
  await tools.store.cases.follow(followed);
  return current;
}

function changeTo(status: CaseStatus, { status: attemptStatus }: Verification): CaseChange {
  const cause = status === 'EXPIRED' ? 'TIMED_OUT' : status === 'CANCELED' ? 'CANCELED' : 'ATTEMPT_CHANGED';
  return { status, cause, attemptStatus };
}

function settledBy(identityCase: IdentityCase): Settled {
  return { kind: 'settled', identityCase };
}

/** Counts an attempt once: when it stops waiting. */
function reportEnd(tools: ServiceTools, current: IdentityCase, attempt: Verification): void {
  const last = current.attempts.at(-1);
  if (!last || current.attemptStatus === attempt.status) return;
  const { method, result, cost } = pastAttempt(tools, last, attempt);
  const before = current.attemptStatus && resultOf({ status: current.attemptStatus, failure: null }, null);
  if (result !== 'WAITING' && before === 'WAITING') {
    tools.meter.attempted({ purpose: current.purpose, method, result, cost });
  }
}
