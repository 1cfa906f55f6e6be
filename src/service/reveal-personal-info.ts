import type { InputError } from '../domain/input-check';
import {
  type Known,
  maskFreeText,
  maskIdentityNo,
  maskKnown,
  maskMobileNo,
  maskName,
} from '../domain/masking';
import { checkText } from '../domain/text-check';
import type { Verification } from '../domain/verification';
import { authenticated, type Caller, requireScope } from './caller';
import { refused, type Submission, unknownVerification } from './submission';
import type { ServiceTools } from './tools';

const purposeLength = { min: 10, max: 500 };

/**
 * Shows a verification's personal data in plain text. Who, what, why and when is durably recorded first; when that
 * cannot be done, nothing is shown. Needs realname:reveal, which holds for every account.
 */
export async function revealPersonalInfo(
  tools: ServiceTools,
  anyone: Caller | null,
  input: { readonly verificationId: string; readonly purpose: string },
): Promise<Submission> {
  const now = tools.now();
  const caller = authenticated(anyone, now);
  requireScope(caller, 'realname:reveal');
  const { verificationId } = input;
  const fault = purposeFault(input.purpose);
  if (fault) return { accepted: false, errors: [fault] };
  const verification = (await tools.store.find([verificationId])).get(verificationId);
  if (!verification) return unknownVerification('verificationId');
  if (verification.redactedAt !== null) {
    return refused(
      ['verificationId'],
      'WRONG_STATE',
      "This verification's personal data has been destroyed.",
    );
  }
  await tools.store.recordReveal({
    verificationId,
    caller: caller.guid,
    purpose: withoutPerson(input.purpose.trim(), verification),
    at: now,
  });
  tools.log.info({ verificationId }, 'personal data revealed');
  return { accepted: true, verification };
}

/** A purpose is kept and shown longer than the person whom it may name. */
function withoutPerson(purpose: string, { personal }: Verification): string {
  const { realName, identityNo, mobileNo } = personal.subject?.reveal() ?? {};
  const known: readonly Known[] = [
    [realName, maskName],
    [identityNo, maskIdentityNo],
    [mobileNo, maskMobileNo],
  ];
  return maskFreeText(maskKnown(purpose, known));
}

function purposeFault(purpose: string): InputError | null {
  const path = ['purpose'];
  const checked = checkText('purpose', { maxLength: purposeLength.max })(purpose);
  if (!checked.ok) return { path, code: checked.code, message: checked.message };
  if ([...checked.value].length >= purposeLength.min) return null;
  return {
    path,
    code: 'OUT_OF_RANGE',
    message: `purpose has ${purposeLength.min} to ${purposeLength.max} characters.`,
  };
}
