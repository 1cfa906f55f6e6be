import type { Sentence } from './sentence';

/** Why a way to verify was chosen, can serve, or cannot. */
export const routing = {
  ROUTE_DISABLED: { en: 'This service does not offer it.', 'zh-CN': '本服务未开通此方式。' },
  ROUTE_NOT_ALLOWED: {
    en: 'The purpose or the request does not allow it.',
    'zh-CN': '此用途或本次请求不允许使用此方式。',
  },
  ROUTE_NO_FACE_CONSENT: {
    en: 'It looks at the face, and the separate consent to that is missing.',
    'zh-CN': '此方式需要人脸，而尚无对人脸处理的单独同意。',
  },
  ROUTE_INSUFFICIENT: {
    en: 'An approval gives the level {expected}, and {required} is needed.',
    'zh-CN': '此方式通过后的等级为 {expected}，而所需等级为 {required}。',
  },
  ROUTE_FACE_AVOIDED: {
    en: 'It looks at the face, and a way without one was asked for.',
    'zh-CN': '此方式需要人脸，而请求要求不使用人脸。',
  },
  ROUTE_MISSING_EVIDENCE: { en: 'It needs more: {missing}.', 'zh-CN': '还需要：{missing}。' },
  ROUTE_OWN_MUTATION: { en: 'Only its own mutation can start it.', 'zh-CN': '此方式只能单独发起。' },
  ROUTE_TRIED_UNSENT: {
    en: 'It was tried, and the request could not be sent.',
    'zh-CN': '已尝试此方式，但请求未能发出。',
  },
  ROUTE_TRIED_NO_VERDICT: {
    en: 'It was tried, and the provider gave no verdict.',
    'zh-CN': '已尝试此方式，但认证服务没有给出结论。',
  },
  ROUTE_TRIED_SILENT: {
    en: 'It was tried, and the provider did not answer.',
    'zh-CN': '已尝试此方式，但认证服务没有响应。',
  },
  ROUTE_TRIED_REJECTED: {
    en: 'It was tried, and the provider did not confirm the person.',
    'zh-CN': '已尝试此方式，认证未通过。',
  },
  ROUTE_TRIED_APPROVED: {
    en: 'It was tried, and the provider confirmed the person.',
    'zh-CN': '已尝试此方式，认证已通过。',
  },
  ROUTE_TRIED_WAITING: { en: 'It is under way.', 'zh-CN': '此方式正在进行中。' },
  ROUTE_TRIED_ENDED: {
    en: 'It was tried, and ended without a verdict.',
    'zh-CN': '已尝试此方式，没有结论即已结束。',
  },
  ROUTE_UNAVAILABLE: {
    en: 'Its provider does not answer at the moment.',
    'zh-CN': '该认证服务目前没有响应。',
  },
  ROUTE_LIMITED: {
    en: 'There were too many attempts; it can be used again later.',
    'zh-CN': '尝试次数过多，请稍后再用此方式。',
  },
  ROUTE_OVER_BUDGET: {
    en: 'It costs more than the budget of this purpose has left.',
    'zh-CN': '费用超出此用途的剩余预算。',
  },
  ROUTE_STANDBY: { en: 'It can serve if it is needed.', 'zh-CN': '需要时可以使用此方式。' },
  ROUTE_CHOSEN: {
    en: 'It is the first of the ways that can serve: by price, then speed, then whether a face is needed.',
    'zh-CN': '在可用方式中排在最前：依次比较费用、是否立即有结果、是否需要人脸。',
  },
} as const satisfies Readonly<Record<string, Sentence>>;
