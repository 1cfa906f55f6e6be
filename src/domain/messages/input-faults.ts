import type { Sentence } from './sentence';

/** The expectations of a field of an input. Its value is never repeated: it may be personal. */
export const inputFaults = {
  FIELD_REQUIRED: { en: '{field} is required.', 'zh-CN': '{field}为必填项。' },
  TEXT_EXPECTED: { en: '{field} must be text.', 'zh-CN': '{field}必须是文本。' },
  NUMBER_EXPECTED: { en: '{field} must be a number.', 'zh-CN': '{field}必须是数字。' },
  BLANK: { en: '{field} must not be blank.', 'zh-CN': '{field}不能为空白。' },
  CONTROL_CHARACTERS: {
    en: '{field} must not contain control characters.',
    'zh-CN': '{field}不能包含控制字符。',
  },
  UNPRINTABLE: {
    en: '{field} must consist of printable characters.',
    'zh-CN': '{field}只能由可显示的字符组成。',
  },
  MOST_CHARACTERS: {
    en: '{field} must have at most {max} characters.',
    'zh-CN': '{field}最多 {max} 个字符。',
  },
  CHARACTERS_BETWEEN: {
    en: '{field} must have {min} to {max} characters.',
    'zh-CN': '{field}须为 {min} 到 {max} 个字符。',
  },
  MOST_JSON_BYTES: {
    en: '{field} must have at most {max} bytes as compact JSON.',
    'zh-CN': '{field}按紧凑 JSON 计最多 {max} 字节。',
  },
  JSON_OBJECT_EXPECTED: { en: '{field} must be a JSON object.', 'zh-CN': '{field}必须是 JSON 对象。' },
  NESTED_TOO_DEEP: {
    en: '{field} must have objects and arrays nested at most {max} deep.',
    'zh-CN': '{field}中对象和数组最多嵌套 {max} 层。',
  },
  NO_SUCH_CASE: { en: 'There is no such case.', 'zh-CN': '没有此认证案件。' },
  NO_EVIDENCE_AWAITED: {
    en: 'This case does not wait for evidence.',
    'zh-CN': '此认证案件不在等待补充材料。',
  },
  CASE_NOT_CANCELABLE: {
    en: 'This case can no longer be canceled.',
    'zh-CN': '此认证案件已不能取消。',
  },
  ALLOW_EMPTY: {
    en: 'The list of allowed methods must name at least one, or be left out.',
    'zh-CN': '允许的认证方式至少须有一种，或者不填。',
  },
  UNKNOWN_PURPOSE: {
    en: 'This deployment does not know this purpose.',
    'zh-CN': '本服务没有配置此用途。',
  },
  PHONE_FORM: {
    en: 'The phone number must be a mainland mobile number of 11 digits, or an IoT number of 13 digits.',
    'zh-CN': '手机号须为 11 位中国大陆手机号，或 13 位物联网号码。',
  },
  NAME_NEEDS_LETTER: {
    en: 'The name must contain at least one letter.',
    'zh-CN': '姓名须至少包含一个文字。',
  },
  NAME_WITHOUT_DIGITS: { en: 'The name must not contain digits.', 'zh-CN': '姓名不能包含数字。' },
  NAME_AS_WRITTEN: {
    en: 'The name must be written as on the certificate, without HTML entities such as &middot;.',
    'zh-CN': '姓名须与证件一致，不能包含 &middot; 之类的 HTML 实体。',
  },
  WHOLE_NUMBER: {
    en: '{field} must be a whole number from 1 to {max}.',
    'zh-CN': '{field}须为 1 到 {max} 的整数。',
  },
  DIGITS_BETWEEN: {
    en: '{field} must be {min} to {max} digits.',
    'zh-CN': '{field}须为 {min} 到 {max} 位数字。',
  },
  NUMBER_AT_MOST: { en: '{field} must be at most {max}.', 'zh-CN': '{field}不能大于 {max}。' },
  MUST_BE_TRUE: { en: '{field} must be true.', 'zh-CN': '{field}须为 true。' },
  ONE_OF: { en: '{field} must be one of: {values}.', 'zh-CN': '{field}须为以下之一：{values}。' },
  PHOTO_TEXT: { en: 'The photo must be text in Base64.', 'zh-CN': '照片须为 Base64 文本。' },
  PHOTO_REQUIRED: { en: 'A photo is required.', 'zh-CN': '请提供照片。' },
  PHOTO_BASE64: { en: 'The photo must be in Base64.', 'zh-CN': '照片须为 Base64 编码。' },
  PHOTO_SMALL: { en: 'The photo must have at least {min} bytes.', 'zh-CN': '照片不能小于 {min} 字节。' },
  PHOTO_LARGE: { en: 'The photo must have at most {max} bytes.', 'zh-CN': '照片不能大于 {max} 字节。' },
  PHOTO_KIND: { en: 'The photo must be a JPEG or PNG image.', 'zh-CN': '照片须为 JPEG 或 PNG 格式。' },
  CHECK_DIGIT_WRONG: {
    en: 'The last character of the number must be the check digit of the 17 digits before it; one of them is mistyped.',
    'zh-CN': '证件号码的最后一位须为前 17 位的校验码；其中有一位输入有误。',
  },
  IDENTITY_NO_FORM: {
    en: 'The identity number must have 17 digits followed by a digit or X.',
    'zh-CN': '身份证号须为 17 位数字加一位数字或 X。',
  },
  IDENTITY_NO_REGION: {
    en: 'The identity number must begin with the code of a Chinese region.',
    'zh-CN': '身份证号须以有效的行政区划代码开头。',
  },
  IDENTITY_NO_BIRTHDAY: {
    en: 'The digits 7 to 14 of the identity number must be a possible birthday (YYYYMMDD).',
    'zh-CN': '身份证号第 7 至 14 位须为有效的出生日期（YYYYMMDD）。',
  },
  HK_MACAO_PERMIT_FORM: {
    en: 'The permit number must be H or M and 8 or 10 digits, or HA or MA and 7 digits.',
    'zh-CN': '通行证号码须为 H 或 M 加 8 或 10 位数字，或 HA、MA 加 7 位数字。',
  },
  TAIWAN_PERMIT_FORM: { en: 'The permit number must have 8 digits.', 'zh-CN': '通行证号码须为 8 位数字。' },
  PASSPORT_FORM: {
    en: 'The passport number must have 5 to 20 letters and digits.',
    'zh-CN': '护照号码须为 5 到 20 位字母和数字。',
  },
  RECORDED_NUMBER_FORM: {
    en: 'The identity number must be that of a resident identity card (18 or 15 characters), of a permit or of a passport: 5 to 20 letters and digits.',
    'zh-CN': '证件号码须为居民身份证（18 或 15 位）、通行证或护照的号码：5 到 20 位字母和数字。',
  },
  RESIDENCE_PERMIT_FORM: {
    en: 'The residence permit number must have 18 characters and begin with {prefixes}.',
    'zh-CN': '居住证号码须为 18 位，并以 {prefixes} 开头。',
  },
  ADDRESS_TEXT: { en: 'The address must be text.', 'zh-CN': '地址须为文本。' },
  ADDRESS_LONG: { en: 'The address must have at most {max} characters.', 'zh-CN': '地址最多 {max} 个字符。' },
  ADDRESS_ABSOLUTE: {
    en: 'The address must be absolute, such as https://app.example/done.',
    'zh-CN': '地址须为完整地址，例如 https://app.example/done。',
  },
  ADDRESS_SCHEME: {
    en: 'The address must begin with http:// or https://.',
    'zh-CN': '地址须以 http:// 或 https:// 开头。',
  },
  ADDRESS_WITH_USER: {
    en: 'The address must not contain a user name or password.',
    'zh-CN': '地址不能包含用户名或密码。',
  },
  ADDRESS_NOT_LISTED: {
    en: 'The origin of the address must be on the list of this deployment (REDIRECT_ALLOWLIST).',
    'zh-CN': '地址的来源须在本服务的允许列表中（REDIRECT_ALLOWLIST）。',
  },
  WEBHOOK_HTTPS: {
    en: 'The address must begin with https://, unless its origin is on the list of this deployment (WEBHOOK_ALLOWLIST).',
    'zh-CN': '地址须以 https:// 开头，除非其来源在本服务的允许列表中（WEBHOOK_ALLOWLIST）。',
  },
  WEBHOOK_PRIVATE: {
    en: 'The host of the address must be public, unless its origin is on the list of this deployment (WEBHOOK_ALLOWLIST).',
    'zh-CN': '地址的主机须为公网主机，除非其来源在本服务的允许列表中（WEBHOOK_ALLOWLIST）。',
  },
  MOST_DESTINATIONS: {
    en: 'There are {max} destinations already, which is the limit (WEBHOOK_MAX_DESTINATIONS). Delete one first.',
    'zh-CN': '已有 {max} 个目的地，达到上限（WEBHOOK_MAX_DESTINATIONS）。请先删除一个。',
  },
  NO_SUCH_DESTINATION: { en: 'There is no such destination.', 'zh-CN': '没有这个目的地。' },
  NO_SUCH_FEED_CURSOR: {
    en: 'after must be a feedCursor that this service has given.',
    'zh-CN': 'after 须为本服务给出的 feedCursor。',
  },
  NUMBER_BETWEEN: { en: '{field} must be from {min} to {max}.', 'zh-CN': '{field}须为 {min} 到 {max}。' },
  NO_SUCH_VERIFICATION: { en: 'There is no such verification.', 'zh-CN': '没有这条认证记录。' },
  KEY_REUSED: {
    en: 'This idempotencyKey was used with other input. Use a new key for a new request.',
    'zh-CN': '此 idempotencyKey 已用于其他内容的请求。新的请求请使用新的 key。',
  },
  TOO_MANY: {
    en: 'Too many attempts. Wait a while before trying again.',
    'zh-CN': '尝试次数过多，请稍后再试。',
  },
  NOT_OFFERED: { en: 'This deployment does not offer {method}.', 'zh-CN': '本服务不提供 {method}。' },
  OTHER_ACCOUNT_NEEDS_SCOPE: {
    en: 'Naming another account needs the scope realname:write.',
    'zh-CN': '指定其他账号需要 realname:write 权限。',
  },
  ANOTHER_ACCOUNT_NAMED: {
    en: '{field} must be your own account; naming another one needs the scope realname:write.',
    'zh-CN': '{field}须为本人账号；指定其他账号需要 realname:write 权限。',
  },
  GUID_BLANK: {
    en: 'guid must name an account; leave it out for your own.',
    'zh-CN': 'guid 须指定账号；本人账号可不填。',
  },
  TOKEN_OF_ANOTHER: {
    en: 'The access token in the header x-ucenter-access-token belongs to another account.',
    'zh-CN': '请求头 x-ucenter-access-token 中的访问令牌属于另一个账号。',
  },
  NO_CODES_SENT: {
    en: 'This deployment sends no SMS codes: its provider is disabled.',
    'zh-CN': '本服务不发送短信验证码：对应的认证服务未启用。',
  },
  NO_RETURN_AWAITED: {
    en: 'This verification does not wait for a return.',
    'zh-CN': '这条认证不在等待返回。',
  },
  CANNOT_BE_ASKED: {
    en: 'The provider cannot be asked about this verification.',
    'zh-CN': '无法向认证服务查询这条认证。',
  },
  NOT_CANCELABLE: {
    en: 'Only a verification that still waits, or is in conflict, can be cancelled.',
    'zh-CN': '只有等待中或有冲突的认证才能取消。',
  },
  NOT_MERGEABLE: {
    en: 'Only a verification in CONFLICT can be merged, within one hour. Verify again to start over.',
    'zh-CN': '只有处于 CONFLICT 状态的认证可以在一小时内合并。如需重新开始，请重新认证。',
  },
  ANOTHER_PREVIEW: {
    en: 'The merge would now be another one than the preview showed. Read mergePreview again.',
    'zh-CN': '此时的合并已与预览不同，请重新读取 mergePreview。',
  },
  DATA_DESTROYED: {
    en: "This verification's personal data has been destroyed.",
    'zh-CN': '这条认证的个人信息已销毁。',
  },
  DATA_DESTROYED_BEFORE: {
    en: "This verification's personal data has been destroyed before.",
    'zh-CN': '这条认证的个人信息此前已销毁。',
  },
  PURPOSE_NOT_LISTED: {
    en: 'The purpose must be one of these, or one of them with a colon and details: {values}.',
    'zh-CN': '用途须为以下之一，或在其后加英文冒号和说明：{values}。',
  },
  REVEAL_NOT_APPROVED: {
    en: 'A second person must approve this first, with the same purpose (approveReveal); an approval counts for ten minutes, and once.',
    'zh-CN': '须先由另一人以相同用途批准（approveReveal）；批准在十分钟内有效，且只能使用一次。',
  },
  OWN_REVEAL: {
    en: 'A caller cannot approve its own reveal.',
    'zh-CN': '不能批准向本人披露个人信息。',
  },
  OWN_ACCOUNT: {
    en: 'Staff do not decide about their own account.',
    'zh-CN': '工作人员不能处理本人账号的认证。',
  },
  NOT_FOR_STAFF: {
    en: 'Staff decide about a verification that is undecided, in conflict or blocked.',
    'zh-CN': '工作人员只处理未决、有冲突或被阻止的认证。',
  },
  CERT_TYPE_1: { en: 'certType must be 1 (resident ID card).', 'zh-CN': 'certType 须为 1（居民身份证）。' },
  APP_ID_FORM: {
    en: 'appId must be letters, digits and signs without spaces.',
    'zh-CN': 'appId 须为不含空格的字母、数字和符号。',
  },
  AT_AS_BROUGHT: {
    en: "at must be as LinkID's redirect brought it.",
    'zh-CN': 'at 须与 LinkID 跳转时带回的一致。',
  },
  CONSENT_MISSING: {
    en: 'Nothing was sent, because this consent is missing: {kinds}. Record it for the purpose {purpose} (recordConsent).',
    'zh-CN': '缺少同意（{kinds}），因此未发送任何内容。请先为用途 {purpose} 记录同意（recordConsent）。',
  },
  CONSENTS_OFF: {
    en: 'This deployment records no consents (CONSENT=off).',
    'zh-CN': '本服务不记录同意（CONSENT=off）。',
  },
  NO_SUCH_CONSENT: { en: 'There is no such consent.', 'zh-CN': '没有这条同意记录。' },
  DIGEST_FORM: {
    en: '{field} must be a SHA-256 digest in hex: 64 characters from 0-9 and a-f.',
    'zh-CN': '{field}须为十六进制的 SHA-256 摘要：64 个字符，由 0-9 和 a-f 组成。',
  },
  GUARDIAN_OF_ONESELF: {
    en: "The consent of a guardian is given from the guardian's own account: guid must name the child's.",
    'zh-CN': '监护人同意须由监护人本人的账号作出：guid 须为儿童的账号。',
  },
  PROOF_FOR_GUARDIAN_ONLY: {
    en: 'Only the consent of a guardian (GUARDIAN) has a relationProof.',
    'zh-CN': '只有监护人同意（GUARDIAN）才有 relationProof。',
  },
  RESERVED_FIELDS: { en: '{field} must not contain {fields}.', 'zh-CN': '{field}不能包含 {fields}。' },
} as const satisfies Readonly<Record<string, Sentence>>;
