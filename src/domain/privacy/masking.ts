/** How personal data is shown (docs/data-protection.md). Every mask counts code points, never UTF-16 units. */
import { replaceSpans, type Span } from '../input/folded-view';
import type { AuditInfo } from '../verification/verification';
import { hasManyDigits, identityNo, maskNumbers, mobileNo, travelDocument } from './numbers-in-text';
import { spelledView, spellingsIn } from './spellings';

const CHINA_OFFSET_MS = 8 * 3_600_000;

const municipality = /^(?:北京|上海|天津|重庆)市/u;

// By name and not by the ending alone: 省 also stands in the names of streets and houses, which must stay hidden.
const province = new RegExp(
  '^(?:' +
    '(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省' +
    '|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区' +
    '|(?:香港|澳门)特别行政区)',
  'u',
);

// The longest names are 克孜勒苏柯尔克孜自治州, 大兴安岭地区, 锡林郭勒盟 and 呼和浩特市; a longer text is not a city.
const cityName = '(?:(?![市区县旗盟路街道号村])\\p{Script=Han})';
const city = new RegExp(
  `^(?:${cityName}{2,8}?自治州|${cityName}{2,4}?地区|${cityName}{2,4}?盟|${cityName}{2,4}?市)`,
  'u',
);

/** 张*, 欧***: the first character stays. */
export function maskName(name: string): string {
  return maskBetween(name, 1, 0);
}

/** 1***************31: the first character and the last two stay; of up to three characters none. */
export function maskIdentityNo(number: string): string {
  return lengthOf(number) <= 3 ? maskBetween(number, 0, 0) : maskBetween(number, 1, 2);
}

/** 138****1234: the first three characters and the last four stay; of fewer than eight none. */
export function maskMobileNo(number: string): string {
  return lengthOf(number) < 8 ? maskBetween(number, 0, 0) : maskBetween(number, 3, 4);
}

/** 1990-**-**: the year in China of a time in milliseconds since 1970; nothing of a time outside the years 0 to 9999. */
export function maskBirthday(ms: number): string {
  const year = new Date(ms + CHINA_OFFSET_MS).getUTCFullYear();
  return year >= 0 && year <= 9999 ? `${String(year).padStart(4, '0')}-**-**` : '****-**-**';
}

/** 浙江省杭州市, 重庆市: province and city; the first three characters of a text that does not begin with a province. */
export function maskAddress(address: string): string {
  const text = address.trim();
  const alone = municipality.exec(text)?.[0];
  if (alone !== undefined) return alone;
  const first = province.exec(text)?.[0];
  if (first === undefined) return [...text].slice(0, 3).join('');
  return first + (city.exec(text.slice(first.length).trimStart())?.[0] ?? '');
}

/**
 * A text with the numbers in it masked that can be a person's: identity numbers (15, 17 + X, 18 or more digits),
 * mainland phone numbers, travel permits and Chinese passports, in full width and in groups as well. The rest stays.
 */
export function maskFreeText(text: string): string {
  if (!hasManyDigits(text)) return text;
  const withoutIdentity = maskNumbers(text, identityNo, maskIdentityNo);
  const withoutDocument = maskNumbers(withoutIdentity, travelDocument, maskIdentityNo);
  return maskNumbers(withoutDocument, mobileNo, maskMobileNo);
}

/** A value that is known to be personal or secret, and how to show it inside other words. */
export type Known = readonly [value: string | null | undefined, mask: (value: string) => string];

/** Shows only that there was a value. */
export function maskAll(_value: string): string {
  return '***';
}

/** The person whom a reviewer's words may name: the one whom the same audit describes. */
export function auditedPerson({
  custName,
  custCertNo,
  custCertAddr,
}: Pick<AuditInfo, 'custName' | 'custCertNo' | 'custCertAddr'>): readonly Known[] {
  return [
    [custName, maskName],
    [custCertNo, maskIdentityNo],
    [custCertAddr, maskAddress],
  ];
}

/**
 * Words with the known values in them masked: in every spelling that folds to a value, and escaped as in JSON, a URL,
 * a form or a web page.
 */
export function maskKnown(words: string, known: readonly Known[]): string {
  const view = spelledView(words);
  const forms = known
    .flatMap(([value, mask]) =>
      value && value.length <= Math.max(words.length, longestFolded)
        ? formsOf(value).map((form) => ({ form, by: mask(value) }))
        : [],
    )
    .sort((a, b) => b.form.length - a.form.length);
  const spans: (Span & { readonly by: string })[] = [];
  for (const { form, by } of forms) {
    for (const span of spellingsIn(words, view, form)) {
      if (!spans.some(({ from, to }) => from < span.to && span.from < to)) spans.push({ ...span, by });
    }
  }
  return replaceSpans(
    words,
    spans.sort((a, b) => a.from - b.from),
  );
}

/** Folding shortens names and numbers; a photo of megabytes need not be folded to be searched for in a sentence. */
const longestFolded = 4096;

function formsOf(value: string): readonly string[] {
  const whole = value.toWellFormed();
  const inForm = new URLSearchParams({ v: whole }).toString().slice(2);
  const inJson = JSON.stringify(value).slice(1, -1);
  const escaped = escapes.map((write) => value.replace(/[^\x20-\x7e]/gu, write));
  return [...new Set([value, inJson, encodeURIComponent(whole), inForm, ...escaped])];
}

/** How programs write a character that is not ASCII: in JSON, and in three ways in a web page. */
const escapes: readonly ((character: string) => string)[] = [
  (character) =>
    character
      .split('')
      .map((unit) => `\\u${hexOf(unit.charCodeAt(0)).padStart(4, '0')}`)
      .join(''),
  (character) => `&#${character.codePointAt(0)};`,
  (character) => `&#x${hexOf(character.codePointAt(0) ?? 0)};`,
  (character) => (character === '·' ? '&middot;' : character),
];

function hexOf(code: number): string {
  return code.toString(16);
}

/** Begins a code point of two UTF-16 units. In a text without one, units are code points. */
const pairStart = /[\ud800-\udbff]/;

function lengthOf(text: string): number {
  return pairStart.test(text) ? [...text].length : text.length;
}

function maskBetween(text: string, first: number, last: number): string {
  const characters = pairStart.test(text) ? [...text] : text;
  const hidden = characters.length - first - last;
  if (hidden <= 0) return text;
  return joined(characters.slice(0, first)) + '*'.repeat(hidden) + joined(characters.slice(first + hidden));
}

function joined(characters: string | readonly string[]): string {
  return typeof characters === 'string' ? characters : characters.join('');
}
