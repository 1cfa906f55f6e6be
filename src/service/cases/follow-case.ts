import type { IdentityCase } from '../../domain/routing/case';
import { changeCase } from '../../domain/routing/case-transition';
import type { Verification } from '../../domain/verification/verification';
import { oneByOne } from '../one-by-one';
import type { ServiceTools } from '../tools';
import { accountMeets } from './account-level';
import { type AtHand, advance, type Settled, settle } from './advance';

const batchSize = 50;

/** How long the request that began an attempt has to go on with its case, in milliseconds; then a job does. */
const patienceMs = 10_000;

/**
 * Takes a change of an attempt into its case. A next attempt is made in the background: a push must be acknowledged,
 * whatever another provider does. Never rejects.
 */
export async function followCase(tools: ServiceTools, attempt: Verification): Promise<void> {
  const failed = (error: unknown) => {
    tools.log.error({ verificationId: attempt.id }, 'case could not follow its attempt', error);
  };
  try {
    const current = await caseOf(tools, attempt);
    const settled = current && (await settleAny(tools, current, attempt));
    if (settled?.kind !== 'next') return;
    tools.background.run(() => goOn(tools, settled.identityCase, attempt), failed);
  } catch (error) {
    failed(error);
  }
}

/** Takes in what was left: by a crash between two attempts, or by a store that could not be written. */
export async function followUnfollowed(tools: ServiceTools): Promise<number> {
  const before = new Date(tools.now().getTime() - patienceMs);
  const ids = await tools.store.cases.unfollowed(before, batchSize);
  await oneByOne(tools, ids, async (id) => {
    const attempt = (await tools.store.verifications.find([id])).get(id);
    const current = attempt && (await caseOf(tools, attempt));
    if (!attempt || !current) return;
    const settled = await settleAny(tools, current, attempt);
    if (settled.kind === 'next') await goOn(tools, settled.identityCase, attempt);
  });
  return ids.length;
}

async function caseOf({ store }: ServiceTools, { caseId }: Verification): Promise<IdentityCase | null> {
  return caseId === null ? null : ((await store.cases.find([caseId])).get(caseId) ?? null);
}

async function settleAny(
  tools: ServiceTools,
  current: IdentityCase,
  attempt: Verification,
): Promise<Settled> {
  const isLast = current.attempts.at(-1)?.verificationId === attempt.id;
  return isLast
    ? settle(tools, current, attempt, keptOf(current).evidence)
    : { kind: 'settled', identityCase: await settleEarlier(tools, current, attempt) };
}

/** An earlier attempt counts only if it is approved after all: a later one has replaced its "no". */
async function settleEarlier(
  tools: ServiceTools,
  current: IdentityCase,
  attempt: Verification,
): Promise<IdentityCase> {
  const { guid, required } = current;
  const followed = { verificationId: attempt.id, version: attempt.version };
  const isOver = current.status === 'NOT_ACHIEVED' || current.status === 'EXPIRED';
  const achieves =
    isOver &&
    attempt.status === 'APPROVED' &&
    (await accountMeets(tools, guid, required, { liveOnly: false }));
  if (!achieves) {
    await tools.store.cases.follow(followed);
    return current;
  }
  const change = { status: 'ACHIEVED', cause: 'ATTEMPT_CHANGED' } as const;
  const changed = await tools.store.cases.change(current.id, (now) => changeCase(now, change, tools.now()), {
    followed,
  });
  return changed && 'identityCase' in changed ? changed.identityCase : current;
}

/** No request waits: the next attempt is made with what the case has kept, for the account itself. */
function goOn(tools: ServiceTools, current: IdentityCase, attempt: Verification): Promise<IdentityCase> {
  const { evidence, metadata } = keptOf(current);
  const caller: AtHand['caller'] = { guid: current.guid, scopes: new Set(), expiresAt: null, address: null };
  return advance(tools, current, attempt, { caller, evidence, metadata });
}

function keptOf({ kept }: IdentityCase) {
  const { evidence = {}, metadata = undefined } = kept?.reveal() ?? {};
  return { evidence, metadata };
}
