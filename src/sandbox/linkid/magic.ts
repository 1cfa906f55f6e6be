import { json, type TwinAnswer } from '../exchange';
import type { Bilingual, TwinGuide } from '../twin';

interface Meant {
  readonly value: string;
  readonly meaning: Bilingual;
}

/** Ways in which a call goes wrong without a verdict. */
type Trouble = 'hang' | 'serverError' | 'garbage' | 'unnamedCode';

export type NameMagic =
  /** realNameResult is false, whatever was clicked. */
  | { readonly kind: 'mismatch' }
  /** registerData comes back with somebody else's certNo. */
  | { readonly kind: 'anotherPerson' }
  /** The token is refused at start and photo: once, or always. */
  | { readonly kind: 'tokenRefused'; readonly always: boolean }
  /** At the start, or where the verdict would be given (query and photo). */
  | { readonly kind: 'trouble'; readonly at: 'start' | 'verdict'; readonly trouble: Trouble };

export type UserMagic =
  | { readonly kind: 'passed' }
  | { readonly kind: 'links'; readonly realNameUrl: boolean; readonly qrUrl: boolean }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** By the end of the name, first match first: a certNo cannot carry magic, its end is a check digit. */
const names: readonly (Meant & { readonly magic: NameMagic })[] = [
  {
    value: '起始超时',
    meaning: { zh: '获取跳转 url 永不应答', en: 'The start never answers.' },
    magic: { kind: 'trouble', at: 'start', trouble: 'hang' },
  },
  {
    value: '起始错误',
    meaning: { zh: '获取跳转 url 返回 HTTP 500', en: 'The start answers HTTP 500.' },
    magic: { kind: 'trouble', at: 'start', trouble: 'serverError' },
  },
  {
    value: '起始乱码',
    meaning: { zh: '获取跳转 url 的应答不是 JSON', en: "The start's answer is not JSON." },
    magic: { kind: 'trouble', at: 'start', trouble: 'garbage' },
  },
  {
    value: '起始陌生',
    meaning: { zh: '获取跳转 url 返回文档中没有的 code（999）', en: 'The start answers code 999.' },
    magic: { kind: 'trouble', at: 'start', trouble: 'unnamedCode' },
  },
  {
    value: '失败',
    meaning: { zh: 'realNameResult 总是 false', en: 'realNameResult is false, whatever was clicked.' },
    magic: { kind: 'mismatch' },
  },
  {
    value: '超时',
    meaning: { zh: '查询结果、照片核身永不应答', en: 'Query and photo never answer.' },
    magic: { kind: 'trouble', at: 'verdict', trouble: 'hang' },
  },
  {
    value: '错误',
    meaning: { zh: '查询结果、照片核身返回 HTTP 500', en: 'Query and photo answer HTTP 500.' },
    magic: { kind: 'trouble', at: 'verdict', trouble: 'serverError' },
  },
  {
    value: '乱码',
    meaning: {
      zh: '查询结果、照片核身的应答不是 JSON',
      en: 'The answer of query and photo is not JSON.',
    },
    magic: { kind: 'trouble', at: 'verdict', trouble: 'garbage' },
  },
  {
    value: '陌生',
    meaning: {
      zh: '查询结果、照片核身返回文档中没有的 code（999）',
      en: 'Query and photo answer code 999, which no document names.',
    },
    magic: { kind: 'trouble', at: 'verdict', trouble: 'unnamedCode' },
  },
  {
    value: '换人',
    meaning: {
      zh: '查询结果的 registerData 是另一人的 certNo（照片核身无此字段，照常通过）',
      en: "The query's registerData has another person's certNo (photo has none and passes).",
    },
    magic: { kind: 'anotherPerson' },
  },
  {
    value: '失效',
    meaning: {
      zh: '获取跳转 url、照片核身首次返回 HTTP 401，重新获取 token 后成功；此后重新开始',
      en: 'Start and photo: HTTP 401 although the token is good; the same body with another token works. Then it starts over.',
    },
    magic: { kind: 'tokenRefused', always: false },
  },
  {
    value: '拒绝',
    meaning: {
      zh: '获取跳转 url、照片核身总是返回 HTTP 401',
      en: 'Start and photo: HTTP 401, always.',
    },
    magic: { kind: 'tokenRefused', always: true },
  },
];

/** By the beginning of the userId. */
const users: readonly (Meant & { readonly magic: UserMagic })[] = [
  {
    value: 'passed-',
    meaning: { zh: '已实名，直接跳转应用', en: 'Passed already: sent to the application at once.' },
    magic: { kind: 'passed' },
  },
  {
    value: 'failed-',
    meaning: {
      zh: '只有 reason，realNameUrl 和 qrUrl 为空',
      en: 'Only a reason; realNameUrl and qrUrl are empty.',
    },
    magic: { kind: 'links', realNameUrl: false, qrUrl: false },
  },
  {
    value: 'qr-',
    meaning: { zh: '只有 qrUrl', en: 'Only qrUrl; realNameUrl is empty.' },
    magic: { kind: 'links', realNameUrl: false, qrUrl: true },
  },
  {
    value: 'hang-',
    meaning: { zh: '永不应答', en: 'The start never answers.' },
    magic: { kind: 'trouble', trouble: 'hang' },
  },
  {
    value: 'error-',
    meaning: { zh: '返回 HTTP 500', en: 'The start answers HTTP 500.' },
    magic: { kind: 'trouble', trouble: 'serverError' },
  },
  {
    value: 'garbage-',
    meaning: { zh: '不跳转，应答不是 JSON', en: 'HTTP 200 with nonsense instead of a redirect.' },
    magic: { kind: 'trouble', trouble: 'garbage' },
  },
];

export const linkIdGuide: TwinGuide = {
  title: { zh: 'LinkID 第三方身份源实名核身', en: 'LinkID' },
  magicField: {
    zh: '姓名 name 的结尾；其他姓名由页面上的点击决定，照片核身一律通过。',
    en: 'The end of name; for every other name the click on the page decides, and every photo passes.',
  },
  magicValues: names.map(({ value, meaning }) => ({ value, effect: meaning })),
};

export const appRealGuide: TwinGuide = {
  title: { zh: 'LinkID 应用实名核身（appreal）', en: 'LinkID application real-name start' },
  magicField: {
    zh: 'userId 的开头；其他账号两个地址都有，由页面上的点击决定。',
    en: 'The beginning of userId; every other account gets both addresses, and the click on the page decides.',
  },
  magicValues: users.map(({ value, meaning }) => ({ value, effect: meaning })),
};

export function nameMagicOf(name: string): NameMagic | undefined {
  return names.find(({ value }) => name.endsWith(value))?.magic;
}

export function userMagicOf(userId: string): UserMagic {
  const found = users.find(({ value }) => userId.startsWith(value));
  return found?.magic ?? { kind: 'links', realNameUrl: true, qrUrl: true };
}

export function troubleAnswer(trouble: Trouble): TwinAnswer {
  switch (trouble) {
    case 'hang':
      return { kind: 'hang' };
    case 'garbage':
      return { kind: 'garbage' };
    case 'serverError':
      return json({ code: 500, message: '服务器内部错误', data: null }, 500);
    case 'unnamedCode':
      return json({ code: 999, message: '未知状态', data: null });
  }
}
