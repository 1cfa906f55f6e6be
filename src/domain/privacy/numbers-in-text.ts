/** Finds numbers in free text that can be a person's, however wide or grouped they are written. */
import { dashes, invisible, plainCharacter } from '../input/fold';
import { FoldedView, replaceSpans } from '../input/folded-view';

const invisibles = new RegExp(`^[${invisible}]$`, 'u');
const dash = new RegExp(`^[${dashes}]$`, 'u');
const blank = /^[\p{Zs}\t]$/u;
const fullWidth = /^[\uff01-\uff5e]$/;
const ascii = /^[\x20-\x7e]*$/;

/** Between groups of digits. */
const gap = '[ -]{1,3}';
const anyGap = '[ -]{0,3}';
/** Phones are also grouped with dots. */
const phoneGap = '[ .-]{1,3}';
const spaced = (...parts: readonly string[]) => parts.join(anyGap);
const digits = (count: number) => spaced(...Array<string>(count).fill('\\d'));
const grouped = (...lengths: readonly number[]) => lengths.map((length) => `\\d{${length}}`).join(gap);

const birthday = spaced(
  `(?:1${anyGap}[89]|2${anyGap}0)`,
  digits(2),
  `(?:0${anyGap}[1-9]|1${anyGap}[0-2])`,
  `(?:0${anyGap}[1-9]|[12]${anyGap}\\d|3${anyGap}[01])`,
);

// A digit right before or after makes it a part of another number; a letter does not ("G" + identity number).
export const identityNo = new RegExp(
  // The longest form first: the first digits of a grouped number can look like a number of 15 digits.
  '(?<!\\d)(?:' +
    `(?:${spaced(digits(6), birthday, digits(3))}${anyGap}|${grouped(4, 4, 4, 4, 1)}|${grouped(6, 8, 3)})[\\dX](?!\\d)|` +
    '\\d{17}X|\\d{15,}|' +
    `(?:${grouped(4, 4, 4, 3)}|${grouped(6, 6, 3)})(?!\\d))`,
  'gi',
);

/** Permits to travel from Hong Kong and Macao, and Chinese passports. Other documents' numbers are like any number. */
export const travelDocument = new RegExp(
  `(?<![0-9A-Z])(?:[HM]${anyGap}${digits(8)}(?:${anyGap}\\(?\\d{2}\\)?)?|[HM]A${anyGap}${digits(7)}|` +
    `[EG]${anyGap}${digits(8)}|E[A-Z]${anyGap}${digits(7)})(?![0-9A-Z])`,
  'gi',
);

export const mobileNo = new RegExp(
  '(?<!\\d)((?:86|0)?)' +
    `(1[3-9]\\d{9}|1[3-9]\\d${phoneGap}\\d{4}${phoneGap}\\d{4}|1[3-9]\\d{2}${phoneGap}\\d{4}${phoneGap}\\d{3}|1(?:0[46]|4[14])\\d{10})` +
    '(?!\\d)',
  'g',
);

const fewestDigits = 7;

/** Whether a text has as many digits as the shortest of these numbers; most texts have fewer. */
export function hasManyDigits(text: string): boolean {
  return (text.match(/[0-9\uff10-\uff19]/g)?.length ?? 0) >= fewestDigits;
}

/** The text with every number of one kind masked. */
export function maskNumbers(text: string, number: RegExp, mask: (found: string) => string): string {
  const view = ascii.test(text) ? null : new FoldedView(text, plain);
  const spans = [...(view?.folded ?? text).matchAll(number)].map(({ index, 0: found, 1: prefix = '' }) => {
    const from = index + prefix.length;
    const to = index + found.length;
    const span = view?.spanOf(from, to) ?? { from, to };
    return { ...span, by: mask(text.slice(span.from, span.to)) };
  });
  return replaceSpans(text, spans);
}

function plain(character: string): string {
  if (fullWidth.test(character)) return plainCharacter(character);
  if (blank.test(character)) return ' ';
  if (dash.test(character)) return '-';
  return invisibles.test(character) ? '' : character;
}
