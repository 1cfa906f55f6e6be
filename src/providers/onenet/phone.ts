import { foldNumber } from '../../domain/input/fold';
import { checkMobileNo } from '../../domain/input/text-check';

/** The phone of a push in the form in which numbers are stored, also if a part of it is masked (155****3333). */
export function plainPhone(phone: string): string {
  const checked = checkMobileNo(phone);
  return checked.ok ? checked.value : foldNumber(phone).replace(/^(?:TEL:)?(?:\+86|0086|86)?(?=.{11}$)/, '');
}

/** Fewer digits would agree with the phones of too many people. */
const leastShown = 4;

/** The stored phone if all digits that a masked phone shows agree with it; otherwise the phone as it came. */
export function unmasked(phone: string, stored: string): string {
  const digits = [...phone];
  const shown = digits.filter((digit) => digit !== '*').length;
  if (shown === digits.length || shown < leastShown || digits.length !== stored.length) return phone;
  return digits.every((digit, i) => digit === '*' || digit === stored[i]) ? stored : phone;
}
