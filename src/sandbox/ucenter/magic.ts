import { reservedText } from '../reserved';
import type { Bilingual, TwinGuide } from '../twin';

/** The effect of a magic value, in place of the twin's ordinary work. */
export type UcenterMagic =
  | 'held'
  | 'heldForStaff'
  | 'mismatch'
  | 'unnamedCode'
  | 'tokenRefusedOnce'
  | 'tokenRefused'
  | 'tokenDeadOnce'
  | 'tokenInvalidOnce'
  | 'hang'
  | 'serverError'
  | 'garbage';

interface Effect {
  /** The last four digits of the values that have it. */
  readonly digits: string;
  readonly magic: UcenterMagic;
  readonly meaning: Bilingual;
}

/** The school whose whitelist demands the password of a card, as a school that has cards does. */
export const cardSchoolCode = 'SANDBOX1002';

/** The SMS code of MOBILE and MERGE, and the password of every campus card. */
export const ucenterSecretCode = '123456';

/** The prefix of a person's own access token in the sandbox; the rest of it is the account's guid. */
export const personTokenPrefix = 'person-';

const effects: readonly Effect[] = [
  {
    digits: '0409',
    magic: 'held',
    meaning: {
      zh: '认证信息已被虚构账号 180******11 占用，可合并（409）',
      en: 'An invented account (180******11) holds the identity: code 409, can be merged.',
    },
  },
  {
    digits: '0410',
    magic: 'heldForStaff',
    meaning: {
      zh: '认证信息已被占用，未开启合并（410，data 为空）',
      en: 'Another account holds the identity and merging is off: code 410, data is {}.',
    },
  },
  {
    digits: '0422',
    magic: 'mismatch',
    meaning: { zh: '信息不匹配（422）', en: 'Code 422, for UCENTER_REJECTED_CODES.' },
  },
  {
    digits: '0499',
    magic: 'unnamedCode',
    meaning: { zh: '文档中没有的 code（499）', en: 'Code 499, which no document names.' },
  },
  {
    digits: '0401',
    magic: 'tokenRefusedOnce',
    meaning: {
      zh: '首次返回 HTTP 401，重新获取 token 后成功；此后重新开始',
      en: 'HTTP 401 although the token is good; the same body with another application token (a person token: again) works. Then it starts over.',
    },
  },
  {
    digits: '0402',
    magic: 'tokenRefused',
    meaning: { zh: '总是 HTTP 401', en: 'HTTP 401, always.' },
  },
  {
    digits: '4010',
    magic: 'tokenDeadOnce',
    meaning: {
      zh: '同 0401，但以 HTTP 200 和 code 40101 表示',
      en: 'As 0401, but said by code 40101 with HTTP 200.',
    },
  },
  {
    digits: '4011',
    magic: 'tokenInvalidOnce',
    meaning: {
      zh: '同 0401，但以 HTTP 200 和 {"error":"invalid_token"} 表示',
      en: 'As 0401, but said by {"error":"invalid_token"} with HTTP 200.',
    },
  },
  {
    digits: '0009',
    magic: 'hang',
    meaning: {
      zh: '永不应答，不保存任何数据',
      en: 'No answer until the sandbox closes; nothing is stored.',
    },
  },
  {
    digits: '0010',
    magic: 'serverError',
    meaning: { zh: 'HTTP 500，不保存任何数据', en: 'HTTP 500; nothing is stored.' },
  },
  {
    digits: '0011',
    magic: 'garbage',
    meaning: {
      zh: '应答不是 JSON，不保存任何数据',
      en: 'HTTP 200 whose body is not JSON; nothing is stored.',
    },
  },
];

/** Every value to which the ucenter twin reacts; phone numbers and codes have blocks of their own, see `ucenterGuide`. */
export const ucenterMagicValues: readonly { readonly value: string; readonly meaning: Bilingual }[] = [
  ...effects.map(({ digits, meaning }) => ({ value: reservedText(digits), meaning })),
  {
    value: ucenterSecretCode,
    meaning: {
      zh: '正确的短信验证码（MOBILE、MERGE）和一卡通密码；其他值：MOBILE 412，MERGE 411，一卡通 413',
      en: 'The right SMS code (MOBILE, MERGE) and card password. Any other: code 412 (MOBILE), 411 (MERGE), 413 (cards).',
    },
  },
  {
    value: `${personTokenPrefix}{guid}`,
    meaning: {
      zh: '该 guid 用户本人的 access_token，此时不传 guid',
      en: "That account's own access token; guid must then be left out of the body.",
    },
  },
  {
    value: `customerCode ${cardSchoolCode}`,
    meaning: {
      zh: '已上线一卡通的学校，白名单认证须带密码',
      en: 'A school with campus cards: IMPORT-ECARD needs the password there.',
    },
  },
];

export const ucenterGuide: TwinGuide = {
  title: { zh: 'ucenter 用户中心实名认证', en: 'ucenter' },
  magicField: {
    zh: 'SANDBOX 加四位数字：整个 outid，WECHAT-FACE 看 deviceId，UNIONPAY-FACE 看 orgSeq（四位数字之前可再有数字）。MOBILE 看手机号，保留号段为 154154x 加同样的四位（x 为任意数字）；MERGE 看 code：1541 加同样的四位（0409、0410 除外）。其他一律通过。',
    en: 'SANDBOX and four digits, as the whole of outid, deviceId (WECHAT-FACE) or orgSeq (UNIONPAY-FACE); more digits may come before the four. MOBILE: a phone number of the reserved block, 154154x and the same four digits (x is any digit). MERGE: the code 1541 and the same four digits (not 0409 and 0410). Everything else passes.',
  },
  magicValues: ucenterMagicValues.map(({ value, meaning }) => ({ value, effect: meaning })),
};

/** The effect of the four digits of a reserved value; undefined if they have none. */
export function magicOf(digits: string | null): UcenterMagic | undefined {
  return effects.find((effect) => effect.digits === digits)?.magic;
}
