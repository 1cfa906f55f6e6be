import type { Sentence } from './sentence';

/** One line about a change, for the history. */
export const events = {
  NO_ANSWER: { en: 'The provider did not answer.', 'zh-CN': '认证服务没有响应。' },
  PASSED: { en: 'The provider approved it.', 'zh-CN': '认证通过。' },
  UNDER_REVIEW: { en: 'The provider is reviewing it.', 'zh-CN': '认证待审核。' },
  INSPECTION_PASSED: {
    en: 'The second inspection confirmed it.',
    'zh-CN': '二次稽查通过。',
  },
  WAITING_FOR_PERSON: {
    en: 'Waiting for the person to open the verification page.',
    'zh-CN': '等待本人打开认证页面。',
  },
  DATA_AGREES: { en: 'The data belongs together.', 'zh-CN': '信息一致。' },
  NO_RESULT_GIVEN: { en: 'The provider did not give the result.', 'zh-CN': '认证服务没有给出结果。' },
  REFUSED_TO_BE_ASKED: {
    en: 'The provider refused to be asked.',
    'zh-CN': '认证服务拒绝了查询。',
  },
  REFERENCE_OF_ANOTHER: {
    en: 'The reference that came back belongs to another verification.',
    'zh-CN': '带回的凭据属于另一次认证。',
  },
  NOT_FOR_THIS: {
    en: 'The result is not for this verification.',
    'zh-CN': '该结果不属于本次认证。',
  },
  UNDOCUMENTED_ANSWER: {
    en: 'The provider answered something that its documents do not name.',
    'zh-CN': '认证服务返回了文档中没有的内容。',
  },
  ACCOUNTS_MERGED: { en: 'The accounts were merged.', 'zh-CN': '账号已合并。' },
  MOVED_AWAY: {
    en: 'A merge moved the verified data to another account.',
    'zh-CN': '账号合并，认证数据已转移到另一账号。',
  },
  APPROVED_BY_STAFF: { en: 'Staff approved it.', 'zh-CN': '工作人员审核通过。' },
  CLOSED_BY_STAFF: { en: 'Staff closed it.', 'zh-CN': '工作人员已关闭。' },
} as const satisfies Readonly<Record<string, Sentence>>;
