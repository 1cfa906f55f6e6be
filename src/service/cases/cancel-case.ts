import type { IdentityCase } from '../../domain/routing/case';
import { changeCase, isWaiting } from '../../domain/routing/case-transition';
import { unlessAltered } from '../../domain/verification/altered-record';
import { isUndecided } from '../../domain/verification/status';
import { isCancelable } from '../../domain/verification/transition';
import type { Verification } from '../../domain/verification/verification';
import { authenticated, type Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { record } from '../verification/record';
import { acceptedCase, type CaseAnswer, refusedCase } from './case-answer';
import { findCase } from './find-case';
import { reportChange } from './report-change';

/** Cancels a case that waits, and the attempt that waits in it. */
export async function cancelIdentityCase(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
): Promise<CaseAnswer> {
  const caller = authenticated(anyone, tools.now());
  const found = await findCase(tools, caller, id);
  if (!found.accepted) return found;
  const canceled = await cancelCase(tools, found.identityCase);
  return canceled ? acceptedCase(canceled) : refusedCase(['id'], 'WRONG_STATE', 'CASE_NOT_CANCELABLE');
}

/** The canceled case; null if it has ended otherwise, or if its attempt cannot be canceled now. */
export async function cancelCase(
  tools: ServiceTools,
  { id, status, attempts }: IdentityCase,
): Promise<IdentityCase | null> {
  if (!isWaiting(status)) return null;

  const last = attempts.at(-1)?.verificationId;
  const attempt = last === undefined ? undefined : await attemptOf(tools, last);
  if (attempt && waits(attempt)) {
    if (!isCancelable(attempt)) return null;
    // The attempt first: its case follows it, also if this process ends in between.
    await record(tools, attempt.id, { kind: 'canceled' });
  }
  const change = { status: 'CANCELED', cause: 'CANCELED' } as const;
  const changed = await tools.store.cases.change(id, (now) => changeCase(now, change, tools.now()));
  if (!changed || !('identityCase' in changed)) return null;
  if (changed.kind === 'changed') reportChange(tools, changed.identityCase, change);
  return changed.identityCase.status === 'CANCELED' ? changed.identityCase : null;
}

/** Undefined if it was altered: then it serves nothing and takes no change, and its case ends without it. */
async function attemptOf({ store }: ServiceTools, id: string): Promise<Verification | undefined> {
  const found = await unlessAltered(store.verifications.find([id]), null);
  return found?.get(id);
}

function waits({ status }: Verification): boolean {
  return isUndecided(status) || status === 'CONFLICT';
}
