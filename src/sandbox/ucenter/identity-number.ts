const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';

/** True for 18 characters whose last is the check digit of the others (GB 11643). */
export function isIdentityNumber(value: string): boolean {
  return /^\d{17}[\dX]$/.test(value) && completeIdentityNumber(value.slice(0, 17)) === value;
}

/** True for a number that a school's roll can hold: of a resident, or of a permit or passport (identity_no varchar(20)). */
export function isRollNumber(value: string): boolean {
  return /^[\dX]{18}$/.test(value) ? isIdentityNumber(value) : /^[\dA-Z]{5,20}$/.test(value);
}

/** Appends the check digit to the first 17 digits. */
export function completeIdentityNumber(digits: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits.charAt(place)), 0);
  return digits + checkDigits.charAt(sum % 11);
}
