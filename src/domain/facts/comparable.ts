import { identityNoCheckDigit } from '../input/certificate-number';
import { foldNumber } from '../input/fold';
import { checkMobileNo } from '../input/text-check';

/** The form in which numbers of a person are compared: two spellings of one number become the same text. */

/** A number of 15 digits, which cards had until 1999, becomes the number of 18 digits that replaced it. */
export function comparableIdentityNo(text: string): string {
  const identityNo = foldNumber(text);
  if (!/^\d{15}$/.test(identityNo)) return identityNo;
  const digits = `${identityNo.slice(0, 6)}19${identityNo.slice(6)}`;
  return digits + identityNoCheckDigit(digits);
}

/** A number with the country code and one without it become the same. */
export function comparableMobileNo(text: string): string {
  const checked = checkMobileNo(text);
  return checked.ok ? checked.value : foldNumber(text);
}
