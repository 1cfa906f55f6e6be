import type { Bilingual, TwinGuide } from '../twin';

/** What a magic value makes the twin do instead of its ordinary work. */
export type UcenterMagic =
  | 'held'
  | 'heldForStaff'
  | 'mismatch'
  | 'unnamedCode'
  | 'tokenRefusedOnce'
  | 'tokenRefused'
  | 'hang'
  | 'serverError'
  | 'garbage';

interface Ending {
  readonly ending: string;
  readonly magic: UcenterMagic;
  readonly meaning: Bilingual;
}

/** The SMS code of MOBILE and MERGE, and the password of every campus card. */
export const ucenterSecretCode = '123456';

/** How a person's own access token begins in the sandbox; the rest of it is the account's guid. */
export const personTokenPrefix = 'person-';

const endings: readonly Ending[] = [
  {
    ending: '0409',
    magic: 'held',
    meaning: {
      zh: '认证信息已被虚构账号 180******11 占用，可合并（409）',
      en: 'An invented account (180******11) holds the identity: code 409, can be merged.',
    },
  },
  {
    ending: '0410',
    magic: 'heldForStaff',
    meaning: {
      zh: '认证信息已被占用，未开启合并（410，data 为空）',
      en: 'Another account holds the identity and merging is off: code 410, data is {}.',
    },
  },
  {
    ending: '0422',
    magic: 'mismatch',
    meaning: { zh: '信息不匹配（422）', en: 'Code 422, for UCENTER_REJECTED_CODES.' },
  },
  {
    ending: '0499',
    magic: 'unnamedCode',
    meaning: { zh: '文档中没有的 code（499）', en: 'Code 499, which no document names.' },
  },
  {
    ending: '0401',
    magic: 'tokenRefusedOnce',
    meaning: {
      zh: '首次返回 HTTP 401，重新获取 token 后成功；此后重新开始',
      en: 'HTTP 401 although the token is good; the same body with another application token (a person token: again) works. Then it starts over.',
    },
  },
  {
    ending: '0402',
    magic: 'tokenRefused',
    meaning: { zh: '总是 HTTP 401', en: 'HTTP 401, always.' },
  },
  {
    ending: '0009',
    magic: 'hang',
    meaning: {
      zh: '永不应答，不保存任何数据',
      en: 'No answer until the sandbox closes; nothing is stored.',
    },
  },
  {
    ending: '0010',
    magic: 'serverError',
    meaning: { zh: 'HTTP 500，不保存任何数据', en: 'HTTP 500; nothing is stored.' },
  },
  {
    ending: '0011',
    magic: 'garbage',
    meaning: {
      zh: '应答不是 JSON，不保存任何数据',
      en: 'HTTP 200 whose body is not JSON; nothing is stored.',
    },
  },
];

/** Every value to which the ucenter twin reacts; those of four digits are endings, see `ucenterGuide`. */
export const ucenterMagicValues: readonly { readonly value: string; readonly meaning: Bilingual }[] = [
  ...endings.map(({ ending, meaning }) => ({ value: ending, meaning })),
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
    value: 'customerCode 1002',
    meaning: {
      zh: '已上线一卡通的学校，白名单认证须带密码',
      en: 'A school with campus cards: IMPORT-ECARD needs the password there.',
    },
  },
];

export const ucenterGuide: TwinGuide = {
  title: { zh: 'ucenter 用户中心实名认证', en: 'ucenter' },
  magicField: {
    zh: '四位数字：outid 的后四位；MOBILE 看 mobileNo，WECHAT-FACE 看 deviceId，UNIONPAY-FACE 看 orgSeq，MERGE 看 code（0409、0410 除外）。其他一律通过。',
    en: 'Four digits: the last four of outid, or of mobileNo (MOBILE), deviceId (WECHAT-FACE), orgSeq (UNIONPAY-FACE), code (MERGE; not 0409 and 0410). Everything else passes.',
  },
  magicValues: ucenterMagicValues.map(({ value, meaning }) => ({ value, effect: meaning })),
};

/** The effect that the value's last four characters ask for, if any. */
export function magicOf(value: string): UcenterMagic | undefined {
  return endings.find(({ ending }) => value.endsWith(ending))?.magic;
}
