import type { Sentence } from './sentence';

/** Why a verification did not succeed, for the person. */
export const failures = {
  PROVIDER_SILENT: {
    en: 'The provider did not answer. Please try again later.',
    'zh-CN': '认证服务没有响应，请稍后再试。',
  },
  PROVIDER_REFUSES_US: {
    en: 'The provider does not accept this service at the moment. This is not about the data that was entered.',
    'zh-CN': '认证服务暂时不接受本服务的请求，与您填写的信息无关。',
  },
  REQUEST_REFUSED: {
    en: 'The provider did not accept the request.',
    'zh-CN': '认证服务没有接受本次请求。',
  },
  INPUT_REFUSED: {
    en: 'The provider did not accept the data that was entered.',
    'zh-CN': '认证服务没有接受所填写的信息。',
  },
  REQUEST_FAILED: {
    en: 'The provider could not carry out the request.',
    'zh-CN': '认证服务未能完成本次请求。',
  },
  TAKEN_FOR_REPEAT: {
    en: 'The provider took this for a repeated request. Please try again later.',
    'zh-CN': '认证服务认为这是重复的请求，请稍后再试。',
  },
  NO_RECORD: {
    en: 'The provider has no record of this person.',
    'zh-CN': '认证服务查不到此人的记录。',
  },
  CANNOT_TELL: {
    en: 'The provider cannot tell whether the data belongs together.',
    'zh-CN': '认证服务无法判断所填信息是否一致。',
  },
  DATA_MISMATCH: {
    en: 'The data that was entered does not belong together.',
    'zh-CN': '所填写的信息不一致。',
  },
  PHONE_OWNER_MISMATCH: {
    en: 'The name, the identity number and the phone number do not belong together.',
    'zh-CN': '姓名、身份证号与手机号不一致。',
  },
  FACE_NOT_RECOGNISED: {
    en: 'The identity source did not recognise the person.',
    'zh-CN': '身份源未能识别本人。',
  },
  CODE_OR_PASSWORD_WRONG: {
    en: 'The code or password is wrong or has expired. Please try again.',
    'zh-CN': '验证码或密码错误，或者已过期，请重试。',
  },
  PERSON_TOKEN_WRONG: {
    en: "The account's own token is wrong or out of date. Please sign in again.",
    'zh-CN': '账号的登录凭证错误或已过期，请重新登录。',
  },
  NO_ACCOUNT_GIVEN: {
    en: 'Only accounts can be verified this way, and none was named.',
    'zh-CN': '此方式只能认证账号，但没有指定账号。',
  },
  IDENTITY_TAKEN: {
    en: 'Another account already holds this identity. Please contact support.',
    'zh-CN': '该身份已被其他账号占用，请联系客服。',
  },
  NOTHING_TO_MERGE: {
    en: 'The request to be repeated is no longer kept. Please verify again.',
    'zh-CN': '待合并的请求已不再保留，请重新认证。',
  },
  NOT_PASSED: {
    en: 'The provider reviewed this verification and did not approve it.',
    'zh-CN': '认证服务审核后未通过本次认证。',
  },
  NOT_CONFIRMED: {
    en: 'The provider inspected this verification a second time and did not confirm it.',
    'zh-CN': '认证服务二次稽查后未予确认。',
  },
  STOPPED_WITHOUT_WAY: {
    en: 'The person was stopped, and no way to verify was offered.',
    'zh-CN': '访问被拦截，且没有提供可用的认证方式。',
  },
  REJECTED_BY_STAFF: {
    en: 'Staff reviewed this verification and did not approve it.',
    'zh-CN': '工作人员审核后未通过本次认证。',
  },
  NO_VERDICT: {
    en: 'The provider gave no verdict. Please try again later.',
    'zh-CN': '认证服务没有给出结论，请稍后再试。',
  },
  ANSWERED_IN_PART: {
    en: 'The provider answered only in part, and without a verdict.',
    'zh-CN': '认证服务的响应不完整，没有结论。',
  },
  ANOTHER_ACCOUNT_ANSWERED: {
    en: 'The provider answered about another account, so nothing is verified.',
    'zh-CN': '认证服务返回的是另一个账号的结果，因此没有通过认证。',
  },
} as const satisfies Readonly<Record<string, Sentence>>;
