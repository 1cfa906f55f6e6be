import type { Sentence } from './sentence';

/** Why the level of assurance is what it is. */
export const assuranceReasons = {
  REASON_METHOD: {
    en: 'The method of verification sets the level.',
    'zh-CN': '等级由认证方式决定。',
  },
  REASON_NOT_APPROVED: { en: 'It is not approved.', 'zh-CN': '尚未通过认证。' },
  REASON_UNSIGNED_CHANNEL: {
    en: 'The result came by a push without a signature.',
    'zh-CN': '结果来自没有签名的推送。',
  },
  REASON_CORROBORATED: {
    en: 'Two independent providers agree on name, identity number and phone number.',
    'zh-CN': '两家独立的认证机构对姓名、身份证号和手机号的结论一致。',
  },
  REASON_PHONE_CONFIRMED: {
    en: 'The person received a code at the phone number that the carrier knows as theirs.',
    'zh-CN': '本人已在运营商登记的手机号上收到验证码。',
  },
  REASON_SECOND_INSPECTION_PASSED: {
    en: "The provider's second inspection confirmed it.",
    'zh-CN': '认证机构二次稽查通过。',
  },
  REASON_SECOND_INSPECTION_FAILED: {
    en: "The provider's second inspection did not confirm it.",
    'zh-CN': '认证机构二次稽查未通过。',
  },
  REASON_STAFF_DECISION: { en: 'Staff decided.', 'zh-CN': '由工作人员决定。' },
  REASON_IDENTITY_INCONSISTENT: {
    en: 'Two verifications of this account know different identity numbers.',
    'zh-CN': '该账号的两次认证对应不同的证件号码。',
  },
  REASON_LAPSED: {
    en: 'The verification is too old; please verify again.',
    'zh-CN': '认证已过有效期，请重新认证。',
  },
  REASON_CERTIFICATE_ENDED: {
    en: 'The certificate has expired; please verify again with a valid one.',
    'zh-CN': '证件已过有效期，请使用有效证件重新认证。',
  },
  REASON_SANDBOX: {
    en: 'A sandbox answered instead of the provider.',
    'zh-CN': '结果来自沙箱，而非真实的认证机构。',
  },
  REASON_MERGED_AWAY: {
    en: 'A merge moved the verified data to another account.',
    'zh-CN': '账号合并，认证数据已转移到另一账号。',
  },
  REASON_REDACTED: {
    en: 'The personal data has been destroyed.',
    'zh-CN': '个人信息已销毁。',
  },
} as const satisfies Readonly<Record<string, Sentence>>;
