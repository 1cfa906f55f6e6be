import type { InputError } from '../../domain/input/input-check';
import { checkVerbatim } from '../../domain/input/text-check';
import {
  type Known,
  maskFreeText,
  maskIdentityNo,
  maskKnown,
  maskMobileNo,
  maskName,
} from '../../domain/privacy/masking';
import type { Verification } from '../../domain/verification/verification';
import { inputError } from '../verification/submission';

const purposeLength = { min: 10, max: 500 };

/** The fault of a purpose; null if there is none. `listed`: the purposes with which it must begin. */
export function purposeFault(purpose: string, listed: readonly string[] | null): InputError | null {
  const path = ['purpose'];
  const checked = checkVerbatim('purpose', { maxLength: purposeLength.max })(purpose);
  if (!checked.ok) return { path, code: checked.code, message: checked.message };
  if (listed) {
    const [head = ''] = checked.value.split(':');
    if (listed.includes(head.trim())) return null;
    return inputError(path, 'NOT_ALLOWED', 'PURPOSE_NOT_LISTED', { values: listed.join(', ') });
  }
  if ([...checked.value].length >= purposeLength.min) return null;
  return inputError(path, 'OUT_OF_RANGE', 'CHARACTERS_BETWEEN', { field: 'purpose', ...purposeLength });
}

/** The purpose as it is recorded. It is kept longer than the personal data that it may contain, so it is masked. */
export function recordedPurpose(purpose: string, { personal }: Verification): string {
  const { realName, identityNo, mobileNo } = personal.subject?.reveal() ?? {};
  const known: readonly Known[] = [
    [realName, maskName],
    [identityNo, maskIdentityNo],
    [mobileNo, maskMobileNo],
  ];
  return maskFreeText(maskKnown(purpose.trim(), known));
}
