import type { ValueCheck } from './input-check';
import { checkText } from './text-check';
import type { IdentityCertType } from './verification';

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** GB/T 2260: the first two digits of every mainland province, of Taiwan (71) and of the residence permits (81–83). */
const provinces: ReadonlySet<string> = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 ' +
    '71 81 82 83'
  ).split(' '),
);

const checkCharacters = '10X98765432';

const wrongCheckDigit: ValueCheck<never> = {
  ok: false,
  code: 'CHECK_DIGIT',
  message: 'The last character does not fit the 17 digits before it; one of them was probably mistyped.',
};

/**
 * A resident identity number (GB 11643): 17 digits and a digit or X, with a real birthday and a right check digit.
 * Full-width characters and a lower-case x are accepted and normalised. With `today` given, a birthday after that
 * day in China is refused. CHECK_DIGIT when only the last character is wrong, else MALFORMED.
 */
export function checkIdentityNo(value: unknown, today?: Date): ValueCheck<string> {
  const text = normalise(value);
  if (text === null || !/^\d{17}[\dX]$/.test(text)) {
    return malformed('Expected an identity number of 17 digits followed by a digit or X.');
  }
  if (!hasKnownRegion(text)) {
    return malformed('Expected an identity number that begins with the code of a Chinese region.');
  }
  if (!hasRealBirthday(text, today)) {
    return malformed('Expected an identity number whose digits 7 to 14 are a possible birthday.');
  }
  return identityNoCheckDigit(text.slice(0, 17)) === text[17] ? { ok: true, value: text } : wrongCheckDigit;
}

/** The 18th character of an identity number, by ISO 7064 MOD 11-2 over its first 17 digits (GB 11643 §4.2.3). */
export function identityNoCheckDigit(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('Expected exactly 17 digits.');
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += Number(first17[i]) * (2 ** (17 - i) % 11);
  return checkCharacters.charAt(sum % 11);
}

/**
 * The check for the number of one kind of certificate; the number comes back normalised (NFKC, trimmed, upper case).
 * `today` as in `checkIdentityNo`.
 */
export function checkCertNo(
  certType: IdentityCertType,
  today?: Date,
): (value: unknown) => ValueCheck<string> {
  switch (certType) {
    case 'RESIDENT_ID_CARD':
      return (value) => checkIdentityNo(value, today);
    case 'HK_MACAO_RESIDENCE_PERMIT':
      return residencePermit(/^8[12]0000/, '810000 or 820000', today);
    case 'TAIWAN_RESIDENCE_PERMIT':
      return residencePermit(/^830000/, '830000', today);
    case 'HK_MACAO_TRAVEL_PERMIT':
      return pattern(/^[HM](?:\d{8}|\d{10})$/, 'Expected H or M followed by 8 or 10 digits.');
    case 'TAIWAN_TRAVEL_PERMIT':
      return pattern(/^\d{8}$/, 'Expected 8 digits.');
    case 'PASSPORT':
      return checkPassportNo;
    case 'OTHER':
      return checkOtherNo;
  }
}

function residencePermit(prefix: RegExp, expected: string, today: Date | undefined) {
  return (value: unknown): ValueCheck<string> => {
    const text = normalise(value);
    return text !== null && prefix.test(text)
      ? checkIdentityNo(text, today)
      : malformed(`Expected a residence permit number of 18 characters that begins with ${expected}.`);
  };
}

function checkPassportNo(value: unknown): ValueCheck<string> {
  const text = normalise(value);
  if (text === null || !/^[A-Z0-9]{5,20}$/.test(text)) {
    return malformed('Expected a passport number of 5 to 20 letters and digits.');
  }
  // Chinese ordinary passports; every other series fits the free form of foreign ones.
  const looksChinese = /^[EG].{8}$/.test(text);
  if (looksChinese && !/^(?:E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8})$/.test(text)) {
    return malformed(
      'Expected E or G followed by 8 digits, or E, a letter other than I and O, and 7 digits.',
    );
  }
  return { ok: true, value: text };
}

function checkOtherNo(value: unknown): ValueCheck<string> {
  return checkText('The certificate number', { maxLength: 50 })(normalise(value));
}

function pattern(expected: RegExp, message: string) {
  return (value: unknown): ValueCheck<string> => {
    const text = normalise(value);
    return text !== null && expected.test(text) ? { ok: true, value: text } : malformed(message);
  };
}

function hasKnownRegion(text: string): boolean {
  // The foreigners' permanent residence card has 9 and then the province that issued it.
  return provinces.has(text.startsWith('9') ? text.slice(1, 3) : text.slice(0, 2));
}

function hasRealBirthday(text: string, today: Date | undefined): boolean {
  const year = Number(text.slice(6, 10));
  const month = Number(text.slice(10, 12));
  const day = Number(text.slice(12, 14));
  // A day that the month lacks rolls over into a neighbouring month.
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1850 || date.getUTCMonth() !== month - 1) return false;
  return today === undefined || date.getTime() <= today.getTime() + CHINA_OFFSET_MS;
}

function normalise(value: unknown): string | null {
  return typeof value === 'string' ? value.normalize('NFKC').trim().toUpperCase() : null;
}

function malformed(message: string): ValueCheck<never> {
  return { ok: false, code: 'MALFORMED', message };
}
