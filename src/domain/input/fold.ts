/**
 * The one fold for a person's text (民委发〔2016〕33号 for the dot in a name). It is used to check, send, store, compare
 * and mask, so that a text means the same in each of them. Folding a folded text changes nothing.
 */
import { characterOf, radicals } from './radicals';

/** Characters without a shape of their own: format characters, variation selectors, fillers. */
export const invisible = '\\p{Cf}\\p{Variation_Selector}\\p{Default_Ignorable_Code_Point}';

/** U+00B7 and the signs that keyboards and documents write in its place. U+0387 becomes U+00B7 by NFC. */
const dots =
  '\\u00B7\\u2022\\u2027\\u2219\\u22C5\\u2E31\\u30FB\\uFF65\\uFF0E\\u318D\\u25CF\\u16EB\\uFE52.' +
  '\\u1427\\u2024\\u2E33\\uA78F';

/** Blanks within a line. A line break is not one of them: the checks refuse it. */
const blanks = '\\p{Zs}\\t';

const invisibles = new RegExp(`[${invisible}]+`, 'gu');
const lookAlikes = new RegExp(`[${radicals}\\uFF01-\\uFF5E]`, 'g');
const afterHan = '(?<=\\p{Script=Han})';
const beforeHan = '(?=\\p{Script=Han})';
const dotInName = new RegExp(`${afterHan}[${blanks}]*[${dots}][${blanks}]*${beforeHan}`, 'gu');
const blanksInName = new RegExp(`${afterHan}[${blanks}]+${beforeHan}`, 'gu');
const blankRuns = new RegExp(`[${blanks}]+`, 'gu');

/** Hyphens, dashes and the minus sign. */
export const dashes = '\\p{Pd}\\u2212';
/** Signs that group the digits of a number on paper, and the filler of a machine-readable line. */
const grouping = `\\s${dashes}\\p{Ps}\\p{Pe}<`;
const groupings = new RegExp(`[${grouping}]+`, 'gu');
/** Signs that can differ between two spellings of one name or number. */
export const separators = grouping + dots;

/** A name or another text of one line. */
export function foldText(text: string): string {
  return text
    .replace(invisibles, '')
    .replace(lookAlikes, plainCharacter)
    .normalize('NFC')
    .replace(dotInName, '\u00B7')
    .replace(blanksInName, '')
    .replace(blankRuns, ' ')
    .trim();
}

/** A number or code: digits and capital letters, however they were grouped. */
export function foldNumber(text: string): string {
  return foldText(foldText(text).replace(groupings, '').toUpperCase());
}

/** Whether two texts are the same to a register; it does not tell capital letters from small ones. */
export function isSameText(a: string, b: string): boolean {
  return comparableText(a) === comparableText(b);
}

/** Whether two numbers or codes are the same, however they were grouped. */
export function isSameNumber(a: string, b: string): boolean {
  return foldNumber(a) === foldNumber(b);
}

/** The form in which names and texts of one line are compared. */
export function comparableText(text: string): string {
  return foldText(foldText(text).toUpperCase());
}

/** One character as `foldText` writes it, wherever it stands. */
export function plainCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : characterOf(character);
}
