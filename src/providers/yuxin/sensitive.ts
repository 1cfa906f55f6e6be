import { type Known, maskAll, maskIdentityNo, maskMobileNo, maskName } from '../../domain/privacy/masking';
import type { MobileOwner } from './wire';

/** Every value of a request that must not come back in Yuxin's words, and how it is shown there. */
export function sensitiveValuesOf(
  { idCard, userName, mobileNo }: MobileOwner,
  token: string,
): readonly Known[] {
  return [
    [token, maskAll],
    [userName, maskName],
    [idCard, maskIdentityNo],
    [mobileNo, maskMobileNo],
  ];
}
