import { json, type TwinAnswer } from '../exchange';
import { marked } from '../reserved';
import type { Bilingual, TwinGuide } from '../twin';

interface Meant {
  readonly value: string;
  readonly meaning: Bilingual;
}

/** Faults of a call that give no verdict. */
type Trouble = 'hang' | 'serverError' | 'garbage' | 'unnamedCode';

export type NameMagic =
  /** realNameResult is false, whichever button was clicked. */
  | { readonly kind: 'mismatch' }
  /** registerData comes back with another person's certNo. */
  | { readonly kind: 'anotherPerson' }
  /** The token is refused at start and photo: once, or always; by HTTP 401, or by `invalid_token` with HTTP 200. */
  | { readonly kind: 'tokenRefused'; readonly always: boolean; readonly inBody?: boolean }
  /** At the start, or when the verdict would be given (query and photo). */
  | { readonly kind: 'trouble'; readonly at: 'start' | 'verdict'; readonly trouble: Trouble };

export type UserMagic =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'links';
      readonly realNameUrl: boolean;
      readonly qrUrl: boolean;
      /** The intercept page is a single-page application: its parameters come behind `#`. */
      readonly behindHash?: boolean;
    }
  /** The redirect is not LinkID's: a sign-on's login page, or a balancer's upgrade to https. */
  | { readonly kind: 'elsewhere'; readonly to: 'login' | 'https' }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** Whole names: a certNo cannot carry magic, because it ends in a check digit. */
const names: readonly (Meant & { readonly magic: NameMagic })[] = [
  {
    value: '沙箱起始超时',
    meaning: { zh: '获取跳转 url 永不应答', en: 'The start never answers.' },
    magic: { kind: 'trouble', at: 'start', trouble: 'hang' },
  },
  {
    value: '沙箱起始错误',
    meaning: { zh: '获取跳转 url 返回 HTTP 500', en: 'The start answers HTTP 500.' },
    magic: { kind: 'trouble', at: 'start', trouble: 'serverError' },
  },
  {
    value: '沙箱起始乱码',
    meaning: { zh: '获取跳转 url 的应答不是 JSON', en: "The start's answer is not JSON." },
    magic: { kind: 'trouble', at: 'start', trouble: 'garbage' },
  },
  {
    value: '沙箱起始陌生',
    meaning: { zh: '获取跳转 url 返回文档中没有的 code（999）', en: 'The start answers code 999.' },
    magic: { kind: 'trouble', at: 'start', trouble: 'unnamedCode' },
  },
  {
    value: '沙箱失败',
    meaning: { zh: 'realNameResult 总是 false', en: 'realNameResult is false, whatever was clicked.' },
    magic: { kind: 'mismatch' },
  },
  {
    value: '沙箱超时',
    meaning: { zh: '查询结果、照片核身永不应答', en: 'Query and photo never answer.' },
    magic: { kind: 'trouble', at: 'verdict', trouble: 'hang' },
  },
  {
    value: '沙箱错误',
    meaning: { zh: '查询结果、照片核身返回 HTTP 500', en: 'Query and photo answer HTTP 500.' },
    magic: { kind: 'trouble', at: 'verdict', trouble: 'serverError' },
  },
  {
    value: '沙箱乱码',
    meaning: {
      zh: '查询结果、照片核身的应答不是 JSON',
      en: 'The answer of query and photo is not JSON.',
    },
    magic: { kind: 'trouble', at: 'verdict', trouble: 'garbage' },
  },
  {
    value: '沙箱陌生',
    meaning: {
      zh: '查询结果、照片核身返回文档中没有的 code（999）',
      en: 'Query and photo answer code 999, which no document names.',
    },
    magic: { kind: 'trouble', at: 'verdict', trouble: 'unnamedCode' },
  },
  {
    value: '沙箱换人',
    meaning: {
      zh: '查询结果的 registerData 是另一人的 certNo（照片核身无此字段，照常通过）',
      en: "The query's registerData has another person's certNo (photo has none and passes).",
    },
    magic: { kind: 'anotherPerson' },
  },
  {
    value: '沙箱失效',
    meaning: {
      zh: '获取跳转 url、照片核身首次返回 HTTP 401，重新获取 token 后成功；此后重新开始',
      en: 'Start and photo: HTTP 401 although the token is good; the same body with another token works. Then it starts over.',
    },
    magic: { kind: 'tokenRefused', always: false },
  },
  {
    value: '沙箱令牌失效',
    meaning: {
      zh: '同“沙箱失效”，但以 HTTP 200 和 {"error":"invalid_token"} 表示',
      en: 'As 沙箱失效, but said by {"error":"invalid_token"} with HTTP 200.',
    },
    magic: { kind: 'tokenRefused', always: false, inBody: true },
  },
  {
    value: '沙箱拒绝',
    meaning: {
      zh: '获取跳转 url、照片核身总是返回 HTTP 401',
      en: 'Start and photo: HTTP 401, always.',
    },
    magic: { kind: 'tokenRefused', always: true },
  },
];

/** Whole accounts, or followed by `-` and anything, so that one effect can be had for several accounts. */
const users: readonly (Meant & { readonly magic: UserMagic })[] = [
  {
    value: 'sandbox-passed',
    meaning: { zh: '已实名，直接跳转应用', en: 'Passed already: sent to the application at once.' },
    magic: { kind: 'passed' },
  },
  {
    value: 'sandbox-failed',
    meaning: {
      zh: '只有 reason，realNameUrl 和 qrUrl 为空',
      en: 'Only a reason; realNameUrl and qrUrl are empty.',
    },
    magic: { kind: 'links', realNameUrl: false, qrUrl: false },
  },
  {
    value: 'sandbox-qr',
    meaning: { zh: '只有 qrUrl', en: 'Only qrUrl; realNameUrl is empty.' },
    magic: { kind: 'links', realNameUrl: false, qrUrl: true },
  },
  {
    value: 'sandbox-hash',
    meaning: { zh: '拦截页的参数在 # 之后', en: "The intercept page's parameters are behind #." },
    magic: { kind: 'links', realNameUrl: true, qrUrl: true, behindHash: true },
  },
  {
    value: 'sandbox-login',
    meaning: { zh: '跳转到登录页', en: 'Redirected to a login page.' },
    magic: { kind: 'elsewhere', to: 'login' },
  },
  {
    value: 'sandbox-https',
    meaning: { zh: '跳转到同一地址的 https', en: 'Redirected to the same address with https.' },
    magic: { kind: 'elsewhere', to: 'https' },
  },
  {
    value: 'sandbox-hang',
    meaning: { zh: '永不应答', en: 'The start never answers.' },
    magic: { kind: 'trouble', trouble: 'hang' },
  },
  {
    value: 'sandbox-error',
    meaning: { zh: '返回 HTTP 500', en: 'The start answers HTTP 500.' },
    magic: { kind: 'trouble', trouble: 'serverError' },
  },
  {
    value: 'sandbox-garbage',
    meaning: { zh: '不跳转，应答不是 JSON', en: 'HTTP 200 with nonsense instead of a redirect.' },
    magic: { kind: 'trouble', trouble: 'garbage' },
  },
];

export const linkIdGuide: TwinGuide = {
  title: { zh: 'LinkID 第三方身份源实名核身', en: 'LinkID' },
  magicField: {
    zh: '整个姓名 name；其他姓名由页面上的点击决定，照片核身一律通过。',
    en: 'The whole name; for every other name the click on the page decides, and every photo passes.',
  },
  magicValues: names.map(({ value, meaning }) => ({ value, effect: meaning })),
};

export const appRealGuide: TwinGuide = {
  title: { zh: 'LinkID 应用实名核身（appreal）', en: 'LinkID application real-name start' },
  magicField: {
    zh: '整个 userId，之后可加 - 和任意内容；其他账号两个地址都有，由页面上的点击决定。',
    en: 'The whole userId, or followed by - and anything; every other account gets both addresses, and the click on the page decides.',
  },
  magicValues: users.map(({ value, meaning }) => ({ value, effect: meaning })),
};

export function nameMagicOf(name: string): NameMagic | undefined {
  return names.find(({ value }) => name === value)?.magic;
}

export function userMagicOf(userId: string): UserMagic {
  const found = users.find(({ value }) => userId === value || userId.startsWith(`${value}-`));
  return found?.magic ?? { kind: 'links', realNameUrl: true, qrUrl: true };
}

export function troubleAnswer(trouble: Trouble): TwinAnswer {
  switch (trouble) {
    case 'hang':
      return { kind: 'hang' };
    case 'garbage':
      return { kind: 'garbage' };
    case 'serverError':
      return json({ code: 500, message: marked('服务器内部错误'), data: null }, 500);
    case 'unnamedCode':
      return json({ code: 999, message: marked('未知状态'), data: null });
  }
}
