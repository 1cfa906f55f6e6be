import type { InputError } from '../../domain/input/input-check';
import { actOf } from '../access/acts';
import { authenticated, type Caller, requirePrivilege } from '../access/caller';
import { approvalOf } from '../access/rate-limit';
import type { ServiceTools } from '../tools';
import { findOrUnknown } from '../verification/find-or-unknown';
import { refused, tooManyAttempts } from '../verification/submission';
import { purposeFault, recordedPurpose } from './reveal-purpose';

/** How long an approval counts, in milliseconds. */
export const approvalMs = 600_000;

export type Approval =
  | { readonly accepted: true; readonly expiresAt: Date }
  | { readonly accepted: false; readonly errors: readonly InputError[] };

/**
 * Lets another caller reveal one verification's personal data once, for this purpose, within ten minutes. Needs
 * realname:approve, and shows nothing itself.
 */
export async function approveReveal(
  tools: ServiceTools,
  anyone: Caller | null,
  input: { readonly verificationId: string; readonly callerGuid: string; readonly purpose: string },
): Promise<Approval> {
  const now = tools.now();
  const caller = authenticated(anyone, now);
  const { privilegedSignIn, reveals } = tools.settings;
  requirePrivilege(caller, 'realname:approve', privilegedSignIn);
  const { verificationId, callerGuid } = input;
  const fault = purposeFault(input.purpose, reveals.purposes);
  if (fault) return { accepted: false, errors: [fault] };
  if (callerGuid === caller.guid) return refused(['callerGuid'], 'NOT_ALLOWED', 'OWN_REVEAL');
  const found = await findOrUnknown(tools, 'verificationId', verificationId, () => true);
  if (!found.accepted) return found;
  if (found.verification.redactedAt !== null) {
    return refused(['verificationId'], 'WRONG_STATE', 'DATA_DESTROYED');
  }
  const act = actOf(tools, caller, 'APPROVE_REVEAL', { verificationId });
  const recorded = await tools.store.reveals.approve(
    {
      id: act.id,
      verificationId,
      caller: callerGuid,
      purpose: recordedPurpose(input.purpose, found.verification),
      approver: caller.guid,
      at: now,
    },
    { act, attempts: approvalOf(tools, caller), over: new Date(now.getTime() - approvalMs) },
  );
  return recorded.kind === 'tooManyAttempts'
    ? tooManyAttempts(recorded)
    : { accepted: true, expiresAt: new Date(now.getTime() + approvalMs) };
}
