/** An invented person on the list of the sandbox's school: another one for every number from 1 to 999. */
export function listedPerson(n: number): {
  readonly name: string;
  readonly identityNo: string;
  readonly outid: string;
} {
  const digits = `33010219960412${String(n).padStart(3, '0')}`;
  return { name: '高试', identityNo: digits + checkDigit(digits), outid: `35${1000 + n}` };
}

/** Of the first 17 digits of an ID number (GB 11643: ISO 7064, MOD 11-2). */
function checkDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * 2 ** (17 - place), 0);
  return '10X98765432'.charAt(sum % 11);
}
