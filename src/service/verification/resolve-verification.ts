import { checkText } from '../../domain/input/text-check';
import type { StaffDecisionKind } from '../../domain/verification/verification';
import { actOf } from '../access/acts';
import { authenticated, type Caller, requireScope } from '../access/caller';
import type { ServiceTools } from '../tools';
import { findOrUnknown } from './find-or-unknown';
import { record } from './record';
import { accepted, refused, type Submission } from './submission';

const reasonLength = { min: 10, max: 500 };

/**
 * Records a decision of staff that the provider could not make. Needs realname:review, which covers every account
 * except the caller's own.
 */
export async function resolveVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  input: {
    readonly verificationId: string;
    readonly decision: StaffDecisionKind;
    readonly reason: string;
  },
): Promise<Submission> {
  const caller = authenticated(anyone, tools.now());
  requireScope(caller, 'realname:review');
  const { verificationId, decision } = input;
  const checked = checkText('reason', { maxLength: reasonLength.max })(input.reason);
  if (!checked.ok) {
    const { code, message } = checked;
    return { accepted: false, errors: [{ path: ['reason'], code, message }] };
  }
  if ([...checked.value].length < reasonLength.min) {
    return refused(['reason'], 'OUT_OF_RANGE', 'CHARACTERS_BETWEEN', { field: 'reason', ...reasonLength });
  }
  const found = await findOrUnknown(tools, 'verificationId', verificationId, () => true);
  if (!found.accepted) return found;
  if (found.verification.guid === caller.guid) {
    return refused(['verificationId'], 'NOT_ALLOWED', 'OWN_ACCOUNT');
  }
  const verdict = { decision, callerGuid: caller.guid, reason: checked.value };
  const act = actOf(tools, caller, 'RESOLVE', { verificationId });
  const changed = await record(tools, verificationId, { kind: 'staffDecided', verdict }, { act });
  return changed?.kind === 'changed'
    ? accepted(changed.verification)
    : refused(['verificationId'], 'WRONG_STATE', 'NOT_FOR_STAFF');
}
