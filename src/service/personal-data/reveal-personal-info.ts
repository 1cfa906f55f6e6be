import { actOf } from '../access/acts';
import { authenticated, type Caller, requirePrivilege } from '../access/caller';
import { revealOf } from '../access/rate-limit';
import type { ServiceTools } from '../tools';
import {
  accepted,
  refused,
  type Submission,
  tooManyAttempts,
  unknownVerification,
} from '../verification/submission';
import { approvalMs } from './approve-reveal';
import { purposeFault, recordedPurpose } from './reveal-purpose';

/**
 * Shows a verification's personal data in plain text. Caller, verification, purpose and time are durably recorded
 * first; if that fails, nothing is shown. Needs realname:reveal, which covers every account, and the approval of a
 * second caller if REVEAL_APPROVAL is on. A caller has REVEALS_PER_CALLER in 24 hours. An operator at the command line
 * holds the keys: neither would bind it, but its reveals are recorded like all others.
 */
export async function revealPersonalInfo(
  tools: ServiceTools,
  anyone: Caller | null,
  input: { readonly verificationId: string; readonly purpose: string },
): Promise<Submission> {
  const now = tools.now();
  const caller = authenticated(anyone, now);
  const { privilegedSignIn, reveals } = tools.settings;
  requirePrivilege(caller, 'realname:reveal', privilegedSignIn);
  const { verificationId } = input;
  const fault = purposeFault(input.purpose, reveals.purposes);
  if (fault) return { accepted: false, errors: [fault] };
  const verification = await tools.store.verifications.findAfresh(verificationId);
  if (!verification) return unknownVerification('verificationId');
  if (verification.redactedAt !== null) {
    return refused(['verificationId'], 'WRONG_STATE', 'DATA_DESTROYED');
  }
  const purpose = recordedPurpose(input.purpose, verification);
  const recorded = await tools.store.reveals.record(
    { verificationId, caller: caller.guid, purpose, at: now },
    {
      act: actOf(tools, caller, 'REVEAL', { verificationId }),
      ...(!caller.operator && { attempts: revealOf(tools, caller) }),
      ...(!caller.operator &&
        reveals.needsApproval && { approvedAfter: new Date(now.getTime() - approvalMs) }),
    },
  );
  if (recorded.kind === 'tooManyAttempts') return tooManyAttempts(recorded);
  if (recorded.kind === 'notApproved') {
    return refused(['verificationId'], 'NOT_ALLOWED', 'REVEAL_NOT_APPROVED');
  }
  tools.log.info({ verificationId }, 'personal data revealed');
  return accepted(verification);
}
