import type { Message, MessageCode } from '../messages/message';
import type { IdentityCertType } from '../verification/verification';
import { foldNumber } from './fold';
import { fault, type ValueCheck } from './input-check';
import { checkCode } from './text-check';

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** GB/T 2260: the first two digits of every mainland province, of Taiwan (71) and of the residence permits (81–83). */
const provinces: ReadonlySet<string> = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 ' +
    '71 81 82 83'
  ).split(' '),
);

/** HA and MA: permanent residents of Hong Kong and Macao without Chinese nationality, since July 2024. */
const hkMacaoTravelPermit = /^(?:[HM](?:\d{8}|\d{10})|[HM]A\d{7})$/;
const taiwanTravelPermit = /^\d{8}$/;
const passport = /^[A-Z0-9]{5,20}$/;

const checkCharacters = '10X98765432';

const wrongCheckDigit = fault('CHECK_DIGIT', 'CHECK_DIGIT_WRONG');

/**
 * A resident identity number (GB 11643): 17 digits and a digit or X, with a real birthday and a correct check digit.
 * With `today`, a birthday after that day in China is refused. CHECK_DIGIT when only the last character is wrong,
 * otherwise MALFORMED.
 */
export function checkIdentityNo(value: unknown, today?: Date): ValueCheck<string> {
  const text = folded(value);
  if (text === null || !/^\d{17}[\dX]$/.test(text)) {
    return malformed('IDENTITY_NO_FORM');
  }
  if (!hasKnownRegion(text)) {
    return malformed('IDENTITY_NO_REGION');
  }
  if (!hasRealBirthday(text, today)) {
    return malformed('IDENTITY_NO_BIRTHDAY');
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

/** The check for the number of one kind of certificate. `today` as in `checkIdentityNo`. */
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
      return pattern(hkMacaoTravelPermit, 'HK_MACAO_PERMIT_FORM');
    case 'TAIWAN_TRAVEL_PERMIT':
      return pattern(taiwanTravelPermit, 'TAIWAN_PERMIT_FORM');
    case 'PASSPORT':
      // Nothing says which country issued it, so no country's pattern applies.
      return pattern(passport, 'PASSPORT_FORM');
    case 'OTHER':
      return checkCode('The certificate number', { maxLength: 50 });
  }
}

/** A number and the kind of certificate that it looks like. */
export interface RecordedNumber {
  readonly certType: IdentityCertType;
  readonly identityNo: string;
}

/**
 * A number of unknown kind, next to others in a school's records. Only resident identity numbers of 18 characters are
 * checked beyond their form; the records decide about the others.
 */
export function checkRecordedNo(today?: Date): (value: unknown) => ValueCheck<RecordedNumber> {
  return (value) => {
    const identityNo = folded(value);
    if (identityNo === null || !passport.test(identityNo)) {
      return malformed('RECORDED_NUMBER_FORM');
    }
    const certType = certTypeOf(identityNo);
    const isJudged = certType === 'RESIDENT_ID_CARD' && identityNo.length === 18;
    const checked = isJudged ? checkIdentityNo(identityNo, today) : null;
    return checked?.ok === false ? checked : { ok: true, value: { certType, identityNo } };
  };
}

function certTypeOf(number: string): IdentityCertType {
  if (/^(?:[\dX]{18}|\d{15})$/.test(number)) return 'RESIDENT_ID_CARD';
  if (hkMacaoTravelPermit.test(number)) return 'HK_MACAO_TRAVEL_PERMIT';
  return taiwanTravelPermit.test(number) ? 'TAIWAN_TRAVEL_PERMIT' : 'PASSPORT';
}

function residencePermit(prefix: RegExp, prefixes: string, today: Date | undefined) {
  return (value: unknown): ValueCheck<string> => {
    const text = folded(value);
    return text !== null && prefix.test(text)
      ? checkIdentityNo(text, today)
      : malformed('RESIDENCE_PERMIT_FORM', { prefixes });
  };
}

function pattern(expected: RegExp, sentence: MessageCode) {
  return (value: unknown): ValueCheck<string> => {
    const text = folded(value);
    return text !== null && expected.test(text) ? { ok: true, value: text } : malformed(sentence);
  };
}

function hasKnownRegion(text: string): boolean {
  // The permanent residence card of a foreigner has 9 and then the province that issued it.
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

function folded(value: unknown): string | null {
  return typeof value === 'string' ? foldNumber(value) : null;
}

function malformed(sentence: MessageCode, values?: Message['values']): ValueCheck<never> {
  return fault('MALFORMED', sentence, values);
}
