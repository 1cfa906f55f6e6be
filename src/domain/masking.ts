/** What may be seen of personal data (docs/data-protection.md). Every mask counts code points, never UTF-16 units. */
import type { AuditInfo } from './verification';

const CHINA_OFFSET_MS = 8 * 3_600_000;

const municipality = /^(?:北京|上海|天津|重庆)市/u;

// By name, not by the endings alone: 省 also stands inside streets and houses, which must not be shown.
const province = new RegExp(
  '^(?:' +
    '(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省' +
    '|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区' +
    '|(?:香港|澳门)特别行政区)',
  'u',
);

// The longest names are 克孜勒苏柯尔克孜自治州, 大兴安岭地区, 锡林郭勒盟 and 呼和浩特市; anything longer is no city.
const cityName = '(?:(?![市区县旗盟路街道号村])\\p{Script=Han})';
const city = new RegExp(
  `^(?:${cityName}{2,8}?自治州|${cityName}{2,4}?地区|${cityName}{2,4}?盟|${cityName}{2,4}?市)`,
  'u',
);

const digit = '[0-9０-９]';
const mobileStart = '[1１][3-9３-９]';
const iotStart = '[1１](?:[0０][46４６]|[4４][14１４])';

// A digit right before or behind makes it a part of another number; a letter does not ("G" + identity number).
const identityNumber = new RegExp(
  `(?<!${digit})(?:${digit}{17}[XxＸｘ]|${digit}{15,}|` +
    `${digit}{6}([ -])${digit}{8}\\1${digit}{3}(?:${digit}|[XxＸｘ])(?!${digit}))`,
  'gu',
);
const mobileNumber = new RegExp(
  `(?<!${digit})((?:[8８][6６]|[0０])?)` +
    `(${mobileStart}${digit}{9}|${mobileStart}${digit}([ -])${digit}{4}\\3${digit}{4}|${iotStart}${digit}{10})` +
    `(?!${digit})`,
  'gu',
);

/** 张*, 欧***: the first character stays. */
export function maskName(name: string): string {
  return maskBetween(name, 1, 0);
}

/** 1***************31: the first and the last two characters stay, of up to three none. */
export function maskIdentityNo(identityNo: string): string {
  return lengthOf(identityNo) <= 3 ? maskBetween(identityNo, 0, 0) : maskBetween(identityNo, 1, 2);
}

/** 138****1234: the first three and the last four characters stay, of fewer than eight none. */
export function maskMobileNo(mobileNo: string): string {
  return lengthOf(mobileNo) < 8 ? maskBetween(mobileNo, 0, 0) : maskBetween(mobileNo, 3, 4);
}

/** 1990-**-**: the year in China of a time in milliseconds since 1970; a time that no year holds shows nothing. */
export function maskBirthday(ms: number): string {
  const year = new Date(ms + CHINA_OFFSET_MS).getUTCFullYear();
  return year >= 0 && year <= 9999 ? `${String(year).padStart(4, '0')}-**-**` : '****-**-**';
}

/** 浙江省杭州市, 重庆市: province and city; of what does not begin with a province, the first three characters. */
export function maskAddress(address: string): string {
  const text = address.trim();
  const alone = municipality.exec(text)?.[0];
  if (alone !== undefined) return alone;
  const first = province.exec(text)?.[0];
  if (first === undefined) return [...text].slice(0, 3).join('');
  return first + (city.exec(text.slice(first.length).trimStart())?.[0] ?? '');
}

/**
 * Any text with the identity numbers (15, 17 + X, 18 or more digits) and mainland phone numbers inside it masked,
 * full-width digits included; everything else stays as it is.
 */
export function maskFreeText(text: string): string {
  // A phone number has eleven digits, and nothing shorter is looked for.
  if (text.length < 11) return text;
  return text
    .replace(identityNumber, (found) => maskIdentityNo(found))
    .replace(mobileNumber, (_found, prefix: string, mobileNo: string) => prefix + maskMobileNo(mobileNo));
}

/** A value that is known to be personal or secret, and how it is shown where it stands inside other words. */
export type Known = readonly [value: string | null | undefined, mask: (value: string) => string];

/** Nothing of a value but that there was one. */
export function maskAll(_value: string): string {
  return '***';
}

/** Whom a reviewer's words may name: the person whom the same audit describes. */
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

/** Words with the known values inside them masked, also where they stand escaped as in JSON, a URL or a form. */
export function maskKnown(words: string, known: readonly Known[]): string {
  return known
    .flatMap(([value, mask]) => {
      // No form is shorter than its value: a photo of megabytes need not be escaped to be sought in a sentence.
      const canStand = value && value.length <= words.length;
      return canStand ? formsOf(value).map((form) => [form, mask(value)] as const) : [];
    })
    .sort(([a], [b]) => b.length - a.length)
    .reduce((text, [form, shown]) => text.replaceAll(form, () => shown), words);
}

function formsOf(value: string): readonly string[] {
  const whole = value.toWellFormed();
  const inForm = new URLSearchParams({ v: whole }).toString().slice(2);
  return [...new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(whole), inForm])];
}

/** Begins a code point of two UTF-16 units; without one, units are code points, and need not be taken apart. */
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
