/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How sure we may be that the person behind the account is who the account says. In rising order. */
export type AssuranceLevel =
  /** A phone number can be reached. Nobody's name is known. */
  | 'CONTACT'
  /** A living face was compared with an official document or register, and the result came over a channel that can be trusted. */
  | 'HIGH'
  /** A source knows the name (and number) that was claimed; that it is this person is not shown. */
  | 'LOW'
  /** Nothing is known. */
  | 'NONE'
  /** LOW, and something that only the person has or is was shown. */
  | 'SUBSTANTIAL';

/** A rule that made, raised or lowered a level. */
export type AssuranceReasonCode =
  /** The certificate that was shown has expired. */
  | 'CERTIFICATE_ENDED'
  /** OneNET and Yuxin agree on name, identity number and phone number: HIGH. */
  | 'CORROBORATED'
  /** Two verifications of the account know different identity numbers: at most LOW. */
  | 'IDENTITY_INCONSISTENT'
  /** It is older than approvals by its method are valid. */
  | 'LAPSED'
  /** A merge moved the verified data to another account. */
  | 'MERGED_AWAY'
  /** The method of verification sets the level. */
  | 'METHOD'
  /** It is not approved. */
  | 'NOT_APPROVED'
  /** An SMS code reached the phone that the carrier knows as theirs: at least SUBSTANTIAL. */
  | 'PHONE_CONFIRMED'
  /** The personal data was destroyed; the level stays. */
  | 'REDACTED'
  /** A twin answered instead of the provider: no level, but in development. */
  | 'SANDBOX'
  /** A second inspection took the approval back. */
  | 'SECOND_INSPECTION_FAILED'
  /** A second inspection confirmed it; changes no level. */
  | 'SECOND_INSPECTION_PASSED'
  /** Staff approved it: LOW. */
  | 'STAFF_DECISION'
  /** The result came by a push without a signature (OneNET). */
  | 'UNSIGNED_CHANNEL';

/** The processing that a person agreed to. */
export type ConsentKind =
  /** To the processing at all. */
  | 'GENERAL'
  /** For a child under 14, by the guardian (监护人同意). */
  | 'GUARDIAN'
  /** To the processing of the face (单独同意). */
  | 'SEPARATE';

/** Whether a consent still stands. */
export type ConsentStatus =
  /** It stands; something may be sent on it. */
  | 'LIVE'
  /** It was taken back: nothing new is sent on it. */
  | 'WITHDRAWN';

/** More evidence for a case in NEEDS_EVIDENCE. */
export type ContinueIdentityCaseInput = {
  /** Take no way that looks at a face; as before where it is left out. */
  readonly avoidFace?: boolean | null | undefined;
  /** Added to what was given before; codes, passwords, photos and wechatFace are not kept. */
  readonly evidence: IdentityEvidenceInput;
  /** The case (IdentityCase.id). */
  readonly id: string;
  /** The same key from the same caller returns the case again, and nothing is sent. 1 to 255 characters. */
  readonly idempotencyKey?: string | null | undefined;
};

/** How two people are related by blood in the direct line (ucenter relation). */
export type FamilyRelation =
  /** 女儿 (ucenter D) */
  | 'DAUGHTER'
  /** 父亲 (ucenter F) */
  | 'FATHER'
  /** 孙女, a son's daughter (ucenter GD) */
  | 'GRANDDAUGHTER'
  /** 祖父, the father's father (ucenter GF) */
  | 'GRANDFATHER'
  /** 祖母, the father's mother (ucenter GM) */
  | 'GRANDMOTHER'
  /** 孙子, a son's son (ucenter GS) */
  | 'GRANDSON'
  /** 外孙女, a daughter's daughter (ucenter MGD) */
  | 'MATERNAL_GRANDDAUGHTER'
  /** 外祖父, the mother's father (ucenter MGF) */
  | 'MATERNAL_GRANDFATHER'
  /** 外祖母, the mother's mother (ucenter MGM) */
  | 'MATERNAL_GRANDMOTHER'
  /** 外孙, a daughter's son (ucenter MGS) */
  | 'MATERNAL_GRANDSON'
  /** 母亲 (ucenter M) */
  | 'MOTHER'
  /** 儿子 (ucenter S) */
  | 'SON';

/** The status of a case. */
export type IdentityCaseStatus =
  /** The account has the level that is needed. */
  | 'ACHIEVED'
  /** It was canceled. A verdict that comes later changes nothing. */
  | 'CANCELED'
  /** Its time was over. A verdict that comes later still counts. */
  | 'EXPIRED'
  /** More evidence from the person would open a way: see decision.candidates. */
  | 'NEEDS_EVIDENCE'
  /** The account does not have the level, and no way to it is left. */
  | 'NOT_ACHIEVED'
  /** An attempt is under way. */
  | 'OPEN';

/** The kind of identity document (LinkID certType). */
export type IdentityCertType =
  /** 港澳居民居住证 (LinkID 16) */
  | 'HK_MACAO_RESIDENCE_PERMIT'
  /** 港澳居民来往内地通行证 (LinkID 15) */
  | 'HK_MACAO_TRAVEL_PERMIT'
  /** 其他 (LinkID Z) */
  | 'OTHER'
  /** 护照 (LinkID A) */
  | 'PASSPORT'
  /** 居民身份证 (LinkID 1) */
  | 'RESIDENT_ID_CARD'
  /** 台湾居民居住证 (LinkID 17) */
  | 'TAIWAN_RESIDENCE_PERMIT'
  /** 台湾居民来往内地通行证 (LinkID 8) */
  | 'TAIWAN_TRAVEL_PERMIT';

/** What the person can show. Fill in what there is. Wrong values are refused. */
export type IdentityEvidenceInput = {
  /** Password of the campus card; 1 to 128 characters. Never kept. */
  readonly cardPassword?: string | null | undefined;
  /** The number of the certificate, in the form of its kind, at most 50 characters; blanks and hyphens are removed. */
  readonly certNo?: string | null | undefined;
  /** The kind of certificate that certNo belongs to. */
  readonly certType?: IdentityCertType | null | undefined;
  /** Code of the school; 1 to 64 characters. */
  readonly customerCode?: string | null | undefined;
  /** The person's mobile number. A mainland number of 11 digits, or an IoT number of 13; +86, tel:, brackets, blanks and hyphens are removed. */
  readonly mobileNo?: string | null | undefined;
  /** The person's name. 1 to 64 characters, with at least one letter and no digit; blanks, invisible characters and every kind of middle dot are unified. */
  readonly name?: string | null | undefined;
  /** The person's OneNET uid; 1 to 2147483647. */
  readonly oneNetUserId?: number | null | undefined;
  /** School number (学工号); 1 to 64 characters. */
  readonly outid?: string | null | undefined;
  /** A photo of the face. Base64, JPEG or PNG. JPEG or PNG, 10 KiB to 2 MiB (FACE_IMAGE_MIN_BYTES, FACE_IMAGE_MAX_BYTES), Base64; data: prefix allowed, and line breaks, the URL-safe alphabet and missing padding as well. Never kept. */
  readonly photo?: string | null | undefined;
  /** Where the person's browser goes in the end, for ways that use a page of LinkID's. An http(s) address whose origin is on REDIRECT_ALLOWLIST, at most 2000 characters. */
  readonly redirectUri?: string | null | undefined;
  /** The person's role at the school; PARENT is not allowed. */
  readonly role?: SchoolRole | null | undefined;
  /** The SMS code that was sent to mobileNo (sendMobileCode); 4 to 8 digits. Never kept. */
  readonly smsCode?: string | null | undefined;
  /** The result of WeChat's face check. Never kept. */
  readonly wechatFace?: WechatFaceEvidenceInput | null | undefined;
};

/** The device that a LinkID application runs on (platform). */
export type LinkIdPlatform =
  /** A computer. */
  | 'PC'
  /** A phone. */
  | 'PHONE';

/** Settles a CONFLICT by merging two accounts (ucenter MERGE, 用户合并认证). */
export type MergeAccountInput = {
  /** The SMS code sent to the old account's number. 4 to 8 digits; attempts count against ATTEMPTS_PER_TARGET. */
  readonly code: string;
  /** Must be true: merging cannot be undone. */
  readonly confirmIrreversible: boolean;
  /** The same key from the same caller returns the first answer again. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** digest of mergePreview, at most 64 characters. When given, another preview than the one shown is refused with WRONG_STATE. */
  readonly previewDigest?: string | null | undefined;
  /** The verification whose status is CONFLICT. What the person typed then is sent again as it was; the client need not keep it. */
  readonly verificationId: string;
};

/** A language in which sentences for a person are written. */
export type MessageLocale =
  /** English. */
  | 'EN'
  /** Chinese, in simplified characters. */
  | 'ZH_CN';

/** The need, and the names of the evidence that the person could show. */
export type PlanIdentityVerificationInput = {
  /** Only these methods; an empty list is MALFORMED. */
  readonly allow?: ReadonlyArray<VerificationMethod> | null | undefined;
  /** Take no way that looks at a face. */
  readonly avoidFace?: boolean | null | undefined;
  /** Names of the fields of IdentityEvidenceInput that the person can give; no values. Names are written exactly as there; others are NOT_ALLOWED. */
  readonly evidence: ReadonlyArray<string>;
  /** One of the deployment's purposes, 1 to 64 characters; default where none is named. */
  readonly purpose?: string | null | undefined;
  /** Raises the purpose's level; never lowers it. */
  readonly require?: AssuranceLevel | null | undefined;
};

/** A consent that a person, or the guardian of a child, has given. */
export type RecordConsentInput = {
  /** The account whose data is processed; the caller's own where it is left out, another one needs the scope realname:write. For GUARDIAN: the child's account, never the caller's own. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first consent again, and records nothing. 1 to 255 characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** The processing that was agreed to. */
  readonly kind: ConsentKind;
  /** SHA-256 of the notice's text: 64 characters of hex, in either case; otherwise MALFORMED. */
  readonly noticeDigest: string;
  /** Version of the notice that was shown; 1 to 64 characters. Nothing personal. */
  readonly noticeVersion: string;
  /** One of the deployment's purposes, 1 to 64 characters. */
  readonly purpose: string;
  /** For GUARDIAN, REQUIRED: a verification of the guardian's own account that shows the relation to this child (RELATION). UNKNOWN_REFERENCE if it is not the caller's own, not approved, or contradicts what is known of the child. NOT_ALLOWED with other kinds. */
  readonly relationProof?: string | null | undefined;
};

/** The proof of the relative's identity (ucenter RELATION type, 认证途径). */
export type RelationProofSource =
  /** Campus card and its password: 一卡通方式实名信息认证 (ucenter 1) */
  | 'ECARD'
  /** Imported records: 导入方式实名信息认证 (ucenter 2) */
  | 'IMPORT';

/** Why a method was chosen, can serve, or cannot. The first that applies, in this order; STANDBY and CHOSEN can serve. */
export type RoutingVerdict =
  /** It is the first that can serve. */
  | 'CHOSEN'
  /** Its provider is not set up. */
  | 'DISABLED'
  /** It looks at a face, and avoidFace was asked for. */
  | 'FACE_AVOIDED'
  /** An approval would give a lower level than the one needed. */
  | 'INSUFFICIENT'
  /** It needs evidence that is not there: see missing. */
  | 'MISSING_EVIDENCE'
  /** The purpose or the request does not allow it, or it looks at a face without a SEPARATE consent. */
  | 'NOT_ALLOWED'
  /** It costs more than the purpose's budget has left. */
  | 'OVER_BUDGET'
  /** It can serve, and another one comes first. */
  | 'STANDBY'
  /** This case has tried it. */
  | 'TRIED'
  /** The circuit breaker for its provider is open, or there were too many attempts. */
  | 'UNAVAILABLE';

/** A person's role at a school (ucenter role). */
export type SchoolRole =
  /** 后勤人员 (ucenter 4) */
  | 'LOGISTICS_STAFF'
  /** 家长 (ucenter 3); only returned, never accepted as input. */
  | 'PARENT'
  /** 学生 (ucenter 1) */
  | 'STUDENT'
  /** 教师 (ucenter 2) */
  | 'TEACHER'
  /** 临时人员 (ucenter 5) */
  | 'TEMPORARY_STAFF';

/** The result of a provider's re-inspection of a finished verification (OneNET 二次稽查). */
export type SecondInspectionResult =
  /** The approval is taken back (OneNET auditStatus 4, 二次稽查不通过). */
  | 'FAILED'
  /** The approval stands (OneNET auditStatus 3, 二次稽查通过). */
  | 'PASSED';

/** The conflict whose holder an SMS code is sent to. */
export type SendMergeCodeInput = {
  /** The verification whose status is CONFLICT. */
  readonly verificationId: string;
};

/** The number that an SMS code is sent to. */
export type SendMobileCodeInput = {
  /** The person's mobile number. A mainland number of 11 digits, or an IoT number of 13; +86, tel:, brackets, blanks and hyphens are removed. */
  readonly mobileNo: string;
};

/** Starts an application's own real-name check (LINKID_APP, 应用实名核身). */
export type StartLinkIdAppVerificationInput = {
  /** The application (appId, 应用id): 1 to 128 letters, digits and signs, without spaces. */
  readonly appId: string;
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The device the application runs on (platform). */
  readonly platform: LinkIdPlatform;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
  /** The application's address (service, 应用地址). Must be on the deployment's list: http or https, at most 2,000 characters, with an origin that REDIRECT_ALLOWLIST names. */
  readonly service: string;
  /** The person's account at LinkID (userId, 用户账号): 1 to 128 characters. Without the scope realname:write it must be your own: your account's id, or the account at LinkID that your token names; otherwise NOT_ALLOWED. */
  readonly userId: string;
};

/** Starts a face check on a third-party identity source's page (LINKID_PAGE). */
export type StartLinkIdVerificationInput = {
  /** The document's number (certNo, 证件号), in the form of its certType: 17 digits and a digit or X of an identity card or residence permit, H or M and 8 or 10 digits, or HA or MA and 7 digits, of a Hong Kong and Macao travel permit, 8 digits of a Taiwan travel permit, 5 to 20 letters and digits of a passport; 1 to 50 characters of OTHER. Blanks, hyphens and brackets are removed. */
  readonly certNo: string;
  /** Kind of identity document (certType, 证件类型). */
  readonly certType: IdentityCertType;
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** More parameters for the identity source, returned unchanged with the result. At most 4 KiB as JSON, without name, certType and certNo. */
  readonly extra?: Record<string, unknown> | null | undefined;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The person's name (name, 姓名): 1 to 64 characters, with at least one letter. */
  readonly name: string;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
  /** Where the person's browser goes in the end. Must be on the deployment's list. An http or https address of at most 2,000 characters, whose origin REDIRECT_ALLOWLIST names; verificationId and status are added to its query. */
  readonly redirectUri: string;
};

/** Starts a verification on OneNET's page (ONENET_PAGE). */
export type StartOneNetVerificationInput = {
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** Mobile number of the person to verify (phone); OneNET pushes it back. A mainland number of 11 digits, or an IoT number of 13; +86, tel:, brackets, blanks and hyphens are removed. */
  readonly phone: string;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
  /** The person's uid on the OneNET platform (user_id), from 1. */
  readonly userId: number;
};

/** The cause of a change of a verification. */
export type VerificationEventCause =
  /** cancelVerification took it back. */
  | 'CANCELED'
  /** mergeAccount settled a conflict. */
  | 'MERGED'
  /** The old account of a merge: its verified data moved away. */
  | 'MERGED_AWAY'
  /** The provider pushed a result. */
  | 'PROVIDER_CALLBACK'
  /** The provider was queried again, by polling or by refreshVerification. */
  | 'PROVIDER_QUERY'
  /** The provider answered the request, or failed to. */
  | 'PROVIDER_RESPONSE'
  /** Its personal data was destroyed. */
  | 'REDACTED'
  /** The request was recorded; it is sent to the provider next. */
  | 'REQUESTED'
  /** resolveVerification: staff decided. */
  | 'STAFF'
  /** expiresAt passed. */
  | 'TIMED_OUT'
  /** The person's browser came back from the provider's page. */
  | 'USER_RETURNED';

/** The reason why a verification did not succeed. */
export type VerificationFailureCode =
  /** Another account holds the identity. */
  | 'IDENTITY_TAKEN'
  /** The provider refused the input. */
  | 'INVALID_INPUT'
  /** The provider says the data does not belong together. */
  | 'MISMATCH'
  /** The provider has no record of the person. */
  | 'NOT_FOUND'
  /** Anything else; providerCode and providerMessage say more. */
  | 'OTHER'
  /** The provider refuses us: token, signature, permission, balance or contract. */
  | 'PROVIDER_REFUSED'
  /** The provider did not answer in time or answered nonsense. */
  | 'PROVIDER_UNAVAILABLE'
  /** Rejected by a reviewer. */
  | 'REVIEW_REJECTED'
  /** The provider cannot tell. */
  | 'UNDETERMINED'
  /** A code, password or token the person gave was wrong or out of date. */
  | 'WRONG_CREDENTIAL';

/** The reason why an input field was refused. */
export type VerificationInputErrorCode =
  /** The check digit of an ID number is wrong: most likely a typing error. */
  | 'CHECK_DIGIT'
  /** A consent that the law or the purpose asks for is not there: message names its kind. */
  | 'CONSENT_REQUIRED'
  /** The same idempotencyKey was used before with other input. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** Its form is wrong: message says which form was expected. */
  | 'MALFORMED'
  /** The value is well-formed, but not allowed here. */
  | 'NOT_ALLOWED'
  /** The number or time lies outside what is allowed. */
  | 'OUT_OF_RANGE'
  /** It is missing or blank. */
  | 'REQUIRED'
  /** It is longer than allowed. */
  | 'TOO_LONG'
  /** Too many attempts at a code or password, too many starts, or a refresh too soon: retryAt says when to try again. */
  | 'TOO_MANY_ATTEMPTS'
  /** It refers to something that does not exist or is not the caller's to see. */
  | 'UNKNOWN_REFERENCE'
  /** It refers to a verification whose status does not allow this. */
  | 'WRONG_STATE';

/** The way in which a person is verified; each method belongs to one provider. */
export type VerificationMethod =
  /** ucenter ECARD */
  | 'ECARD'
  /** ucenter IMPORT */
  | 'IMPORT'
  /** LinkID application real-name start (appreal). */
  | 'LINKID_APP'
  /** LinkID: face check on a third-party identity source's page. */
  | 'LINKID_PAGE'
  /** LinkID validate: a photo checked against the identity source. */
  | 'LINKID_PHOTO'
  /** ucenter MOBILE */
  | 'MOBILE'
  /** Yuxin verifyMobile: name, ID number and phone belong together. */
  | 'MOBILE_OWNER'
  /** OneNET: the person verifies on OneNET's page; the result is pushed. */
  | 'ONENET_PAGE'
  /** ucenter RELATION */
  | 'RELATION'
  /** ucenter UNIONPAY-FACE */
  | 'UNIONPAY_FACE'
  /** ucenter WECHAT-FACE */
  | 'WECHAT_FACE'
  /** ucenter IMPORT-ECARD */
  | 'WHITELIST';

/** A provider of real-name verification. */
export type VerificationProvider =
  /** LinkID: verification through a third-party identity source. */
  | 'LINKID'
  /** OneNET of China Mobile: verification by ID card and face on its own page. */
  | 'ONENET'
  /** ucenter, the user centre: by school records, campus card, mobile number or face. */
  | 'UCENTER'
  /** Yuxin (驭信): whether name, ID number and mobile number belong together. */
  | 'YUXIN';

/** The status of a verification. */
export type VerificationStatus =
  /** The provider confirms the person. */
  | 'APPROVED'
  /** The person must open authUrl. */
  | 'AWAITING_USER'
  /** Another account holds this identity and only staff can settle it (ucenter 410). */
  | 'BLOCKED'
  /** Taken back by cancelVerification. A verdict that arrives later changes nothing. */
  | 'CANCELED'
  /** Another account holds this identity; mergeAccount can settle it (ucenter 409). */
  | 'CONFLICT'
  /** expiresAt passed without a verdict. A verdict that arrives later still counts. */
  | 'EXPIRED'
  /** It could not be carried out; the provider gave no verdict. */
  | 'FAILED'
  /** The provider has queued it for review (OneNET 1). */
  | 'IN_REVIEW'
  /** Sent; undecided, or the provider's answer never arrived. */
  | 'PENDING'
  /** The provider denies that the person is who they claim. */
  | 'REJECTED';

/** Verifies by campus card (ucenter ECARD, 一卡通认证). */
export type VerifyByEcardInput = {
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The school (customerCode, 学校唯一编号): 1 to 64 characters. */
  readonly customerCode?: string | null | undefined;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The person's real name (name). 1 to 64 characters, with at least one letter and no digit; blanks, invisible characters and every kind of middle dot are unified. */
  readonly name: string;
  /** Student or staff number, or campus-card number (outid, 学工号/一卡通卡号): 1 to 64 characters; sent in capital letters, without blanks and hyphens. */
  readonly outid: string;
  /** The campus card's payment password (password, 一卡通消费密码): 1 to 128 characters, sent as typed. Wrong ones count against ATTEMPTS_PER_TARGET. */
  readonly password: string;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
};

/** Verifies against imported records (ucenter IMPORT, 导入信息认证). */
export type VerifyByImportInput = {
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The school (customerCode, 学校唯一编号): 1 to 64 characters. */
  readonly customerCode?: string | null | undefined;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The person's ID number (identityNo, 身份证号). A resident ID number of 18 characters (with a right check digit) or 15 digits, or the number of a permit or passport: 5 to 20 letters and digits; blanks and hyphens are removed. subject.certType says which it looks like. */
  readonly identityNo: string;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The person's real name (name). 1 to 64 characters, with at least one letter and no digit; blanks, invisible characters and every kind of middle dot are unified. */
  readonly name: string;
  /** Student or staff number (outid, 学工号): 1 to 64 characters; sent in capital letters, without blanks and hyphens. */
  readonly outid: string;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
  /** The role that the person expects to have (role, 认证期望角色), any but PARENT; compared with the records when given. */
  readonly role?: SchoolRole | null | undefined;
};

/** Verifies a mobile number by SMS code (ucenter MOBILE, 手机号验证码认证). */
export type VerifyByMobileInput = {
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The SMS code sent to that number (code, 验证码): 4 to 8 digits. Attempts count against ATTEMPTS_PER_TARGET. */
  readonly code: string;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The person's mobile number (mobileNo). A mainland number of 11 digits, or an IoT number of 13; +86, tel:, brackets, blanks and hyphens are removed. */
  readonly mobileNo: string;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
};

/** Verifies a person through a relative at a school (ucenter RELATION, 亲子关系认证). */
export type VerifyByRelationInput = {
  /** The relative's real name (childName, 亲属真实姓名). 1 to 64 characters, with at least one letter and no digit; blanks, invisible characters and every kind of middle dot are unified. */
  readonly childName: string;
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The relative's school (customerCode, 亲属学校唯一编号): 1 to 64 characters. */
  readonly customerCode?: string | null | undefined;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The person's own ID number (identityNo, 身份证号). A resident ID number of 18 characters (with a right check digit) or 15 digits, or the number of a permit or passport: 5 to 20 letters and digits; blanks and hyphens are removed. subject.certType says which it looks like. */
  readonly identityNo?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The person's own real name (name, 用户真实姓名). 1 to 64 characters, with at least one letter and no digit; blanks, invisible characters and every kind of middle dot are unified. */
  readonly name: string;
  /** The relative's student or staff number, or campus-card number (outid, 亲属的学工号/一卡通卡号): 1 to 64 characters. */
  readonly outid: string;
  /** Required when source is ECARD. The payment password of the relative's campus card: 1 to 128 characters, sent as typed. */
  readonly password?: string | null | undefined;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
  /** How they are related (relation, 亲属关系). */
  readonly relation: FamilyRelation;
  /** The proof of the relative's identity (type, 认证途径). */
  readonly source: RelationProofSource;
};

/** Verifies by UnionPay face check (ucenter UNIONPAY-FACE, 银联开放平台人脸认证). Pass on the values of UnionPay's platform unchanged: 1 to 128 characters, unless a field says otherwise. */
export type VerifyByUnionPayFaceInput = {
  /** Kind of transaction (action, 交易类型). */
  readonly action: string;
  /** Code of the authentication mode (authCode, 认证模式代码). */
  readonly authCode: string;
  /** Number of the person's authorisation (authSeq, 用户授权流水号). */
  readonly authSeq: string;
  /** The document's number (certCode, 证件号): 1 to 50 characters. */
  readonly certCode: string;
  /** Kind of identity document, in UnionPay's code (certType, 身份证件类型): 1 to 20 characters. */
  readonly certType: string;
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** Code of the external data user (comUserId, 外部数据使用方代码). */
  readonly comUserId: string;
  /** JPEG or PNG, 10 KiB to 2 MiB (FACE_IMAGE_MIN_BYTES, FACE_IMAGE_MAX_BYTES), Base64; data: prefix allowed, and line breaks, the URL-safe alphabet and missing padding as well. */
  readonly faceImage: string;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The person's name (name, 姓名). 1 to 64 characters, with at least one letter and no digit; blanks, invisible characters and every kind of middle dot are unified. */
  readonly name: string;
  /** Code of the application (orgCode, 应用方代码). */
  readonly orgCode: string;
  /** The application's request number (orgSeq, 应用方请求流水号). */
  readonly orgSeq: string;
  /** Version of the user agreement (sent as protocoVerison, 用户电子协议版本号). */
  readonly protocolVersion: string;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
  /** Code of the scene (sceneCode, 交易场景代码). */
  readonly sceneCode: string;
  /** Signature (sign, 签名信息): 1 to 4,096 characters. */
  readonly sign: string;
  /** Token of UnionPay's trusted digital identity platform (token, 云闪付银联可信数字身份核验平台token): 1 to 4,096 characters. */
  readonly token: string;
  /** Timestamp (ts, 时间戳): a whole number up to 9007199254740991, as text because Int is too small. */
  readonly ts: string;
  /** Source of the transaction (txnSrc, 交易来源). */
  readonly txnSrc: string;
  /** Time of the transaction request (txnTime, 交易请求时间). */
  readonly txnTime: string;
};

/** Verifies by WeChat face check (ucenter WECHAT-FACE, 微信人脸认证). */
export type VerifyByWechatFaceInput = {
  /** The WeChat application's access_token (accessToken), e.g. of a mini program or an official account: 1 to 4,096 characters. */
  readonly accessToken: string;
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The device on which the check ran (deviceId, 设备号): 1 to 128 characters. */
  readonly deviceId: string;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The person's ID number (identityNo, 身份证号). 18 characters: 17 digits and a digit or X, with a real birthday and a right check digit; blanks and hyphens are removed. */
  readonly identityNo: string;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
  /** The person's real name (realName). 1 to 64 characters, with at least one letter and no digit; blanks, invisible characters and every kind of middle dot are unified. */
  readonly realName: string;
  /** WeChat's verify_result: the credential with which ucenter queries the result (verifyResult, 微信人脸认证查询凭据): 1 to 4,096 characters. */
  readonly verifyResult: string;
};

/** Verifies against the white list (ucenter IMPORT-ECARD, 白名单认证). */
export type VerifyByWhitelistInput = {
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The school (customerCode, 学校唯一编号): 1 to 64 characters. */
  readonly customerCode?: string | null | undefined;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The person's real name (name). 1 to 64 characters, with at least one letter and no digit; blanks, invisible characters and every kind of middle dot are unified. */
  readonly name: string;
  /** Student or staff number, or campus-card number (outid, 学工号/一卡通卡号): 1 to 64 characters; sent in capital letters, without blanks and hyphens. */
  readonly outid: string;
  /** Campus-card password (password): 1 to 128 characters, sent as typed; required when the school uses campus cards. */
  readonly password?: string | null | undefined;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
  /** The role that the person expects to have (role, 认证期望角色), any but PARENT; compared with the records when given. */
  readonly role?: SchoolRole | null | undefined;
};

/** Says what is needed, and what the person can show. */
export type VerifyIdentityInput = {
  /** Only these methods; an empty list is MALFORMED. */
  readonly allow?: ReadonlyArray<VerificationMethod> | null | undefined;
  /** Take no way that looks at a face. */
  readonly avoidFace?: boolean | null | undefined;
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The evidence that the person can show. */
  readonly evidence: IdentityEvidenceInput;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** One of the deployment's purposes; it brings the level that it needs. default where none is named. 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
  /** Raises the purpose's level; never lowers it. */
  readonly require?: AssuranceLevel | null | undefined;
};

/** Checks a photo against the identity source (LINKID_PHOTO). */
export type VerifyLinkIdPhotoInput = {
  /** The document's number (certNo, 证件号), in the form of its certType: 17 digits and a digit or X of an identity card or residence permit, H or M and 8 or 10 digits, or HA or MA and 7 digits, of a Hong Kong and Macao travel permit, 8 digits of a Taiwan travel permit, 5 to 20 letters and digits of a passport; 1 to 50 characters of OTHER. Blanks, hyphens and brackets are removed. */
  readonly certNo: string;
  /** Kind of identity document (certType, 证件类型). */
  readonly certType: IdentityCertType;
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** JPEG or PNG, 10 KiB to 2 MiB (FACE_IMAGE_MIN_BYTES, FACE_IMAGE_MAX_BYTES), Base64; data: prefix allowed, and line breaks, the URL-safe alphabet and missing padding as well. */
  readonly idPicture: string;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The person's name (name, 姓名): 1 to 64 characters, with at least one letter. */
  readonly name: string;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
};

/** Asks Yuxin whether a name, an ID number and a mobile number belong together (MOBILE_OWNER). */
export type VerifyMobileOwnerInput = {
  /** The application's own reference, 1 to 128 printable characters; comes back trimmed, and lists can be filtered by it. Nothing personal. */
  readonly clientReference?: string | null | undefined;
  /** The account to verify, 1 to 128 characters; the caller's own by default. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The person's ID number (idCard, 身份证号码). 18 characters: 17 digits and a digit or X, with a real birthday and a right check digit; blanks and hyphens are removed. */
  readonly idCard: string;
  /** The same key from the same caller returns the first verification again, and nothing is sent. 1 to 255 characters; other input with the same key is refused with IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** The application's own data: at most 4096 bytes as compact JSON, nested at most 5 deep. Sealed like personal data; comes back unchanged. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** The person's mobile number (sent as loginphone, 手机号). A mainland number of 11 digits, or an IoT number of 13; +86, tel:, brackets, blanks and hyphens are removed. */
  readonly mobileNo: string;
  /** The purpose of the verification: one of the deployment's purposes, 1 to 64 characters. */
  readonly purpose?: string | null | undefined;
  /** The person's name (userName, 客户姓名). 1 to 64 characters, with at least one letter and no digit; blanks, invisible characters and every kind of middle dot are unified. */
  readonly userName: string;
};

/** The result of WeChat's face check. */
export type WechatFaceEvidenceInput = {
  /** WeChat's access token; 1 to 4096 characters. */
  readonly accessToken: string;
  /** The device; 1 to 128 characters. */
  readonly deviceId: string;
  /** WeChat's verify_result; 1 to 4096 characters. */
  readonly verifyResult: string;
};

export type CancelCaseMutationVariables = Exact<{
  id: string;
}>;


export type CancelCaseMutation = { readonly submitted: { readonly identityCase: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type CancelMutationVariables = Exact<{
  id: string;
}>;


export type CancelMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type CaseOfQueryVariables = Exact<{
  id: string;
}>;


export type CaseOfQuery = { readonly verification: { readonly identityCase: { readonly id: string } | null } | null };

export type ChildConsentsQueryVariables = Exact<{
  guid: string;
}>;


export type ChildConsentsQuery = { readonly user: { readonly guid: string, readonly name: string, readonly consents: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly purpose: string, readonly kind: ConsentKind, readonly status: ConsentStatus, readonly noticeVersion: string, readonly givenAt: string }> } } };

export type ContinueCaseMutationVariables = Exact<{
  input: ContinueIdentityCaseInput;
}>;


export type ContinueCaseMutation = { readonly submitted: { readonly identityCase: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type FollowShownCaseSubscriptionVariables = Exact<{
  id: string;
  sinceVersion?: number | null | undefined;
  locale?: MessageLocale | null | undefined;
}>;


export type FollowShownCaseSubscription = { readonly identityCaseUpdated: { readonly id: string, readonly version: number, readonly status: IdentityCaseStatus, readonly purpose: string, readonly required: AssuranceLevel, readonly authUrl: string | null, readonly expiresAt: string | null, readonly achieved: { readonly level: AssuranceLevel, readonly validUntil: string | null, readonly reasons: ReadonlyArray<{ readonly code: AssuranceReasonCode, readonly message: string }> }, readonly attempts: ReadonlyArray<{ readonly id: string, readonly method: VerificationMethod, readonly status: VerificationStatus, readonly failure: { readonly code: VerificationFailureCode, readonly message: string } | null }>, readonly decision: { readonly decidedAt: string, readonly chosen: VerificationMethod | null, readonly withoutFace: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly expected: AssuranceLevel, readonly usesFace: boolean, readonly reason: string }> }, readonly decisions: ReadonlyArray<{ readonly decidedAt: string, readonly chosen: VerificationMethod | null, readonly withoutFace: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly expected: AssuranceLevel, readonly usesFace: boolean, readonly reason: string }> }> } };

export type FollowVerificationSubscriptionVariables = Exact<{
  id: string;
  sinceVersion?: number | null | undefined;
  locale?: MessageLocale | null | undefined;
}>;


export type FollowVerificationSubscription = { readonly verificationUpdated: { readonly version: number, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly cause: VerificationEventCause, readonly message: string | null, readonly recordedAt: string, readonly verification: { readonly id: string, readonly version: number, readonly provider: VerificationProvider, readonly method: VerificationMethod, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly authUrl: string | null, readonly expiresAt: string | null, readonly identityCase: { readonly id: string } | null, readonly user: { readonly guid: string, readonly name: string, readonly isRealNameVerified: boolean, readonly assurance: { readonly level: AssuranceLevel, readonly validUntil: string | null, readonly reasons: ReadonlyArray<{ readonly code: AssuranceReasonCode, readonly message: string }> } } | null, readonly references: { readonly rnAuthTicket: string | null, readonly at: string | null }, readonly subject: { readonly realName: string | null, readonly certType: IdentityCertType | null, readonly identityNo: string | null, readonly mobileNo: string | null }, readonly membership: { readonly role: SchoolRole | null, readonly customerName: string | null, readonly serialNo: string | null } | null, readonly deptInfo: ReadonlyArray<{ readonly customerCode: string, readonly deptId: number, readonly position: string | null, readonly department: { readonly name: string } }>, readonly relativeInfo: ReadonlyArray<{ readonly customerCode: string | null, readonly outid: string | null, readonly realName: string | null, readonly relation: FamilyRelation | null }>, readonly auditInfo: { readonly custCertAddr: string | null, readonly issuingAuthority: string | null } | null, readonly conflict: { readonly mobileNo: string | null, readonly mergeable: boolean } | null, readonly assurance: { readonly level: AssuranceLevel }, readonly failure: { readonly code: VerificationFailureCode, readonly message: string, readonly providerCode: string | null, readonly retryable: boolean } | null } } };

export type MergeAccountMutationVariables = Exact<{
  input: MergeAccountInput;
}>;


export type MergeAccountMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type MergePreviewQueryVariables = Exact<{
  verificationId: string;
}>;


export type MergePreviewQuery = { readonly mergePreview: { readonly verifications: number, readonly expiresAt: string, readonly digest: string } | null };

export type MethodsQueryVariables = Exact<{ [key: string]: never; }>;


export type MethodsQuery = { readonly verificationMethods: ReadonlyArray<{ readonly method: VerificationMethod, readonly provider: VerificationProvider, readonly enabled: boolean, readonly available: boolean, readonly deferred: boolean }> };

export type MineQueryVariables = Exact<{ [key: string]: never; }>;


export type MineQuery = { readonly verificationViewer: { readonly guid: string, readonly verifications: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly method: VerificationMethod, readonly status: VerificationStatus, readonly createdAt: string, readonly assurance: { readonly level: AssuranceLevel } }> } } };

export type MyConsentsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyConsentsQuery = { readonly verificationViewer: { readonly guid: string, readonly consents: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly purpose: string, readonly kind: ConsentKind, readonly status: ConsentStatus, readonly noticeVersion: string, readonly givenAt: string }> } } };

export type PlanQueryVariables = Exact<{
  input: PlanIdentityVerificationInput;
  locale?: MessageLocale | null | undefined;
}>;


export type PlanQuery = { readonly planIdentityVerification: { readonly decision: { readonly decidedAt: string, readonly chosen: VerificationMethod | null, readonly withoutFace: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly expected: AssuranceLevel, readonly usesFace: boolean, readonly reason: string }> } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type RecordConsentMutationVariables = Exact<{
  input: RecordConsentInput;
}>;


export type RecordConsentMutation = { readonly recorded: { readonly consent: { readonly id: string, readonly purpose: string, readonly kind: ConsentKind, readonly status: ConsentStatus, readonly noticeVersion: string, readonly givenAt: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type RecordedConsentFragment = { readonly consent: { readonly id: string, readonly purpose: string, readonly kind: ConsentKind, readonly status: ConsentStatus, readonly noticeVersion: string, readonly givenAt: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> };

export type RefreshMutationVariables = Exact<{
  id: string;
}>;


export type RefreshMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type SendMergeCodeMutationVariables = Exact<{
  input: SendMergeCodeInput;
}>;


export type SendMergeCodeMutation = { readonly sent: { readonly nextAllowedAt: string | null, readonly failure: { readonly code: VerificationFailureCode, readonly message: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type SendMobileCodeMutationVariables = Exact<{
  input: SendMobileCodeInput;
}>;


export type SendMobileCodeMutation = { readonly sent: { readonly nextAllowedAt: string | null, readonly failure: { readonly code: VerificationFailureCode, readonly message: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type SentCodeFragment = { readonly nextAllowedAt: string | null, readonly failure: { readonly code: VerificationFailureCode, readonly message: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> };

export type ShownAssuranceFragment = { readonly level: AssuranceLevel, readonly validUntil: string | null, readonly reasons: ReadonlyArray<{ readonly code: AssuranceReasonCode, readonly message: string }> };

export type ShownCaseFragment = { readonly id: string, readonly version: number, readonly status: IdentityCaseStatus, readonly purpose: string, readonly required: AssuranceLevel, readonly authUrl: string | null, readonly expiresAt: string | null, readonly achieved: { readonly level: AssuranceLevel, readonly validUntil: string | null, readonly reasons: ReadonlyArray<{ readonly code: AssuranceReasonCode, readonly message: string }> }, readonly attempts: ReadonlyArray<{ readonly id: string, readonly method: VerificationMethod, readonly status: VerificationStatus, readonly failure: { readonly code: VerificationFailureCode, readonly message: string } | null }>, readonly decision: { readonly decidedAt: string, readonly chosen: VerificationMethod | null, readonly withoutFace: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly expected: AssuranceLevel, readonly usesFace: boolean, readonly reason: string }> }, readonly decisions: ReadonlyArray<{ readonly decidedAt: string, readonly chosen: VerificationMethod | null, readonly withoutFace: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly expected: AssuranceLevel, readonly usesFace: boolean, readonly reason: string }> }> };

export type ShownConsentFragment = { readonly id: string, readonly purpose: string, readonly kind: ConsentKind, readonly status: ConsentStatus, readonly noticeVersion: string, readonly givenAt: string };

export type ShownDecisionFragment = { readonly decidedAt: string, readonly chosen: VerificationMethod | null, readonly withoutFace: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly expected: AssuranceLevel, readonly usesFace: boolean, readonly reason: string }> };

export type ShownEventFragment = { readonly version: number, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly cause: VerificationEventCause, readonly message: string | null, readonly recordedAt: string };

export type ShownVerificationFragment = { readonly id: string, readonly version: number, readonly provider: VerificationProvider, readonly method: VerificationMethod, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly authUrl: string | null, readonly expiresAt: string | null, readonly identityCase: { readonly id: string } | null, readonly user: { readonly guid: string, readonly name: string, readonly isRealNameVerified: boolean, readonly assurance: { readonly level: AssuranceLevel, readonly validUntil: string | null, readonly reasons: ReadonlyArray<{ readonly code: AssuranceReasonCode, readonly message: string }> } } | null, readonly references: { readonly rnAuthTicket: string | null, readonly at: string | null }, readonly subject: { readonly realName: string | null, readonly certType: IdentityCertType | null, readonly identityNo: string | null, readonly mobileNo: string | null }, readonly membership: { readonly role: SchoolRole | null, readonly customerName: string | null, readonly serialNo: string | null } | null, readonly deptInfo: ReadonlyArray<{ readonly customerCode: string, readonly deptId: number, readonly position: string | null, readonly department: { readonly name: string } }>, readonly relativeInfo: ReadonlyArray<{ readonly customerCode: string | null, readonly outid: string | null, readonly realName: string | null, readonly relation: FamilyRelation | null }>, readonly auditInfo: { readonly custCertAddr: string | null, readonly issuingAuthority: string | null } | null, readonly conflict: { readonly mobileNo: string | null, readonly mergeable: boolean } | null, readonly assurance: { readonly level: AssuranceLevel }, readonly failure: { readonly code: VerificationFailureCode, readonly message: string, readonly providerCode: string | null, readonly retryable: boolean } | null };

export type StartLinkIdAppMutationVariables = Exact<{
  input: StartLinkIdAppVerificationInput;
}>;


export type StartLinkIdAppMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type StartLinkIdMutationVariables = Exact<{
  input: StartLinkIdVerificationInput;
}>;


export type StartLinkIdMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type StartOneNetMutationVariables = Exact<{
  input: StartOneNetVerificationInput;
}>;


export type StartOneNetMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type SubmittedCaseFragment = { readonly identityCase: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> };

export type SubmittedFragment = { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> };

export type VerificationQueryVariables = Exact<{
  id: string;
  locale?: MessageLocale | null | undefined;
}>;


export type VerificationQuery = { readonly verification: { readonly id: string, readonly version: number, readonly provider: VerificationProvider, readonly method: VerificationMethod, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly authUrl: string | null, readonly expiresAt: string | null, readonly history: ReadonlyArray<{ readonly version: number, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly cause: VerificationEventCause, readonly message: string | null, readonly recordedAt: string }>, readonly identityCase: { readonly id: string } | null, readonly user: { readonly guid: string, readonly name: string, readonly isRealNameVerified: boolean, readonly assurance: { readonly level: AssuranceLevel, readonly validUntil: string | null, readonly reasons: ReadonlyArray<{ readonly code: AssuranceReasonCode, readonly message: string }> } } | null, readonly references: { readonly rnAuthTicket: string | null, readonly at: string | null }, readonly subject: { readonly realName: string | null, readonly certType: IdentityCertType | null, readonly identityNo: string | null, readonly mobileNo: string | null }, readonly membership: { readonly role: SchoolRole | null, readonly customerName: string | null, readonly serialNo: string | null } | null, readonly deptInfo: ReadonlyArray<{ readonly customerCode: string, readonly deptId: number, readonly position: string | null, readonly department: { readonly name: string } }>, readonly relativeInfo: ReadonlyArray<{ readonly customerCode: string | null, readonly outid: string | null, readonly realName: string | null, readonly relation: FamilyRelation | null }>, readonly auditInfo: { readonly custCertAddr: string | null, readonly issuingAuthority: string | null } | null, readonly conflict: { readonly mobileNo: string | null, readonly mergeable: boolean } | null, readonly assurance: { readonly level: AssuranceLevel }, readonly failure: { readonly code: VerificationFailureCode, readonly message: string, readonly providerCode: string | null, readonly retryable: boolean } | null } | null };

export type VerifyByEcardMutationVariables = Exact<{
  input: VerifyByEcardInput;
}>;


export type VerifyByEcardMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerifyByImportMutationVariables = Exact<{
  input: VerifyByImportInput;
}>;


export type VerifyByImportMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerifyByMobileMutationVariables = Exact<{
  input: VerifyByMobileInput;
}>;


export type VerifyByMobileMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerifyByRelationMutationVariables = Exact<{
  input: VerifyByRelationInput;
}>;


export type VerifyByRelationMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerifyByUnionPayFaceMutationVariables = Exact<{
  input: VerifyByUnionPayFaceInput;
}>;


export type VerifyByUnionPayFaceMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerifyByWechatFaceMutationVariables = Exact<{
  input: VerifyByWechatFaceInput;
}>;


export type VerifyByWechatFaceMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerifyByWhitelistMutationVariables = Exact<{
  input: VerifyByWhitelistInput;
}>;


export type VerifyByWhitelistMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerifyIdentityMutationVariables = Exact<{
  input: VerifyIdentityInput;
}>;


export type VerifyIdentityMutation = { readonly submitted: { readonly identityCase: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerifyLinkIdPhotoMutationVariables = Exact<{
  input: VerifyLinkIdPhotoInput;
}>;


export type VerifyLinkIdPhotoMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerifyMobileOwnerMutationVariables = Exact<{
  input: VerifyMobileOwnerInput;
}>;


export type VerifyMobileOwnerMutation = { readonly submitted: { readonly verification: { readonly id: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type WithdrawConsentMutationVariables = Exact<{
  id: string;
}>;


export type WithdrawConsentMutation = { readonly recorded: { readonly consent: { readonly id: string, readonly purpose: string, readonly kind: ConsentKind, readonly status: ConsentStatus, readonly noticeVersion: string, readonly givenAt: string } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export const ShownConsentFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownConsent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Consent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"noticeVersion"}},{"kind":"Field","name":{"kind":"Name","value":"givenAt"}}]}}]} as unknown as DocumentNode<ShownConsentFragment, unknown>;
export const RecordedConsentFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordedConsent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConsentPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownConsent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownConsent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Consent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"noticeVersion"}},{"kind":"Field","name":{"kind":"Name","value":"givenAt"}}]}}]} as unknown as DocumentNode<RecordedConsentFragment, unknown>;
export const SentCodeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SentCode"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SendCodePayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nextAllowedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SentCodeFragment, unknown>;
export const ShownAssuranceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownAssurance"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Assurance"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}}]}}]} as unknown as DocumentNode<ShownAssuranceFragment, unknown>;
export const ShownDecisionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownDecision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RoutingDecision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"chosen"}},{"kind":"Field","name":{"kind":"Name","value":"withoutFace"}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"usesFace"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}}]} as unknown as DocumentNode<ShownDecisionFragment, unknown>;
export const ShownCaseFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownCase"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityCase"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"required"}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"achieved"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownAssurance"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownDecision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownDecision"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownAssurance"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Assurance"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownDecision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RoutingDecision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"chosen"}},{"kind":"Field","name":{"kind":"Name","value":"withoutFace"}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"usesFace"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}}]} as unknown as DocumentNode<ShownCaseFragment, unknown>;
export const ShownEventFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownEvent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]} as unknown as DocumentNode<ShownEventFragment, unknown>;
export const ShownVerificationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownVerification"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Verification"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"identityCase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isRealNameVerified"}},{"kind":"Field","name":{"kind":"Name","value":"assurance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownAssurance"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rnAuthTicket"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"certType"}},{"kind":"Field","name":{"kind":"Name","value":"identityNo"}},{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"membership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"customerName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deptInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"deptId"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"relativeInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"outid"}},{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"relation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"custCertAddr"}},{"kind":"Field","name":{"kind":"Name","value":"issuingAuthority"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conflict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}},{"kind":"Field","name":{"kind":"Name","value":"mergeable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"assurance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"providerCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownAssurance"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Assurance"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}}]}}]} as unknown as DocumentNode<ShownVerificationFragment, unknown>;
export const SubmittedCaseFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SubmittedCase"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyIdentityPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityCase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SubmittedCaseFragment, unknown>;
export const SubmittedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SubmittedFragment, unknown>;
export const CancelCaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelCase"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"cancelIdentityCase"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SubmittedCase"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SubmittedCase"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyIdentityPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityCase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CancelCaseMutation, CancelCaseMutationVariables>;
export const CancelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Cancel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"cancelVerification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CancelMutation, CancelMutationVariables>;
export const CaseOfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CaseOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityCase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<CaseOfQuery, CaseOfQueryVariables>;
export const ChildConsentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChildConsents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"guid"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"guid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"guid"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"consents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownConsent"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownConsent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Consent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"noticeVersion"}},{"kind":"Field","name":{"kind":"Name","value":"givenAt"}}]}}]} as unknown as DocumentNode<ChildConsentsQuery, ChildConsentsQueryVariables>;
export const ContinueCaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ContinueCase"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ContinueIdentityCaseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"continueIdentityCase"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SubmittedCase"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SubmittedCase"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyIdentityPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityCase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ContinueCaseMutation, ContinueCaseMutationVariables>;
export const FollowShownCaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowShownCase"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sinceVersion"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MessageLocale"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityCaseUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"sinceVersion"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sinceVersion"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownCase"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownAssurance"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Assurance"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownDecision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RoutingDecision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"chosen"}},{"kind":"Field","name":{"kind":"Name","value":"withoutFace"}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"usesFace"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownCase"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityCase"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"required"}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"achieved"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownAssurance"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownDecision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownDecision"}}]}}]}}]} as unknown as DocumentNode<FollowShownCaseSubscription, FollowShownCaseSubscriptionVariables>;
export const FollowVerificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowVerification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sinceVersion"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MessageLocale"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verificationUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"sinceVersion"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sinceVersion"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownEvent"}},{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownVerification"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownAssurance"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Assurance"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownEvent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownVerification"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Verification"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"identityCase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isRealNameVerified"}},{"kind":"Field","name":{"kind":"Name","value":"assurance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownAssurance"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rnAuthTicket"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"certType"}},{"kind":"Field","name":{"kind":"Name","value":"identityNo"}},{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"membership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"customerName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deptInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"deptId"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"relativeInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"outid"}},{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"relation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"custCertAddr"}},{"kind":"Field","name":{"kind":"Name","value":"issuingAuthority"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conflict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}},{"kind":"Field","name":{"kind":"Name","value":"mergeable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"assurance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"providerCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]} as unknown as DocumentNode<FollowVerificationSubscription, FollowVerificationSubscriptionVariables>;
export const MergeAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MergeAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"mergeAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<MergeAccountMutation, MergeAccountMutationVariables>;
export const MergePreviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MergePreview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"verificationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergePreview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"verificationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"verificationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifications"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}}]}}]}}]} as unknown as DocumentNode<MergePreviewQuery, MergePreviewQueryVariables>;
export const MethodsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Methods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verificationMethods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"deferred"}}]}}]}}]} as unknown as DocumentNode<MethodsQuery, MethodsQueryVariables>;
export const MineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Mine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verificationViewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"verifications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"assurance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MineQuery, MineQueryVariables>;
export const MyConsentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyConsents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verificationViewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"consents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownConsent"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownConsent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Consent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"noticeVersion"}},{"kind":"Field","name":{"kind":"Name","value":"givenAt"}}]}}]} as unknown as DocumentNode<MyConsentsQuery, MyConsentsQueryVariables>;
export const PlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Plan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlanIdentityVerificationInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MessageLocale"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"planIdentityVerification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownDecision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownDecision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RoutingDecision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"chosen"}},{"kind":"Field","name":{"kind":"Name","value":"withoutFace"}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"usesFace"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}}]} as unknown as DocumentNode<PlanQuery, PlanQueryVariables>;
export const RecordConsentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordConsent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordConsentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"recorded"},"name":{"kind":"Name","value":"recordConsent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordedConsent"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownConsent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Consent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"noticeVersion"}},{"kind":"Field","name":{"kind":"Name","value":"givenAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordedConsent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConsentPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownConsent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<RecordConsentMutation, RecordConsentMutationVariables>;
export const RefreshDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Refresh"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"refreshVerification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<RefreshMutation, RefreshMutationVariables>;
export const SendMergeCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendMergeCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendMergeCodeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"sent"},"name":{"kind":"Name","value":"sendMergeCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SentCode"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SentCode"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SendCodePayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nextAllowedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SendMergeCodeMutation, SendMergeCodeMutationVariables>;
export const SendMobileCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendMobileCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendMobileCodeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"sent"},"name":{"kind":"Name","value":"sendMobileCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SentCode"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SentCode"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SendCodePayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nextAllowedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SendMobileCodeMutation, SendMobileCodeMutationVariables>;
export const StartLinkIdAppDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartLinkIdApp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartLinkIdAppVerificationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"startLinkIdAppVerification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<StartLinkIdAppMutation, StartLinkIdAppMutationVariables>;
export const StartLinkIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartLinkId"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartLinkIdVerificationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"startLinkIdVerification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<StartLinkIdMutation, StartLinkIdMutationVariables>;
export const StartOneNetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartOneNet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartOneNetVerificationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"startOneNetVerification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<StartOneNetMutation, StartOneNetMutationVariables>;
export const VerificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Verification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MessageLocale"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownVerification"}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownEvent"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownAssurance"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Assurance"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownVerification"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Verification"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"identityCase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isRealNameVerified"}},{"kind":"Field","name":{"kind":"Name","value":"assurance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownAssurance"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rnAuthTicket"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"certType"}},{"kind":"Field","name":{"kind":"Name","value":"identityNo"}},{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"membership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"customerName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deptInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"deptId"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"relativeInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"outid"}},{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"relation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"custCertAddr"}},{"kind":"Field","name":{"kind":"Name","value":"issuingAuthority"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conflict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}},{"kind":"Field","name":{"kind":"Name","value":"mergeable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"assurance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"providerCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownEvent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]} as unknown as DocumentNode<VerificationQuery, VerificationQueryVariables>;
export const VerifyByEcardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyByEcard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyByEcardInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"verifyByEcard"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<VerifyByEcardMutation, VerifyByEcardMutationVariables>;
export const VerifyByImportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyByImport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyByImportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"verifyByImport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<VerifyByImportMutation, VerifyByImportMutationVariables>;
export const VerifyByMobileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyByMobile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyByMobileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"verifyByMobile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<VerifyByMobileMutation, VerifyByMobileMutationVariables>;
export const VerifyByRelationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyByRelation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyByRelationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"verifyByRelation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<VerifyByRelationMutation, VerifyByRelationMutationVariables>;
export const VerifyByUnionPayFaceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyByUnionPayFace"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyByUnionPayFaceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"verifyByUnionPayFace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<VerifyByUnionPayFaceMutation, VerifyByUnionPayFaceMutationVariables>;
export const VerifyByWechatFaceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyByWechatFace"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyByWechatFaceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"verifyByWechatFace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<VerifyByWechatFaceMutation, VerifyByWechatFaceMutationVariables>;
export const VerifyByWhitelistDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyByWhitelist"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyByWhitelistInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"verifyByWhitelist"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<VerifyByWhitelistMutation, VerifyByWhitelistMutationVariables>;
export const VerifyIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"verifyIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SubmittedCase"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SubmittedCase"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyIdentityPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityCase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<VerifyIdentityMutation, VerifyIdentityMutationVariables>;
export const VerifyLinkIdPhotoDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyLinkIdPhoto"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyLinkIdPhotoInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"verifyLinkIdPhoto"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<VerifyLinkIdPhotoMutation, VerifyLinkIdPhotoMutationVariables>;
export const VerifyMobileOwnerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyMobileOwner"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyMobileOwnerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"submitted"},"name":{"kind":"Name","value":"verifyMobileOwner"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Submitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Submitted"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<VerifyMobileOwnerMutation, VerifyMobileOwnerMutationVariables>;
export const WithdrawConsentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WithdrawConsent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"recorded"},"name":{"kind":"Name","value":"withdrawConsent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordedConsent"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownConsent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Consent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"noticeVersion"}},{"kind":"Field","name":{"kind":"Name","value":"givenAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordedConsent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConsentPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownConsent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<WithdrawConsentMutation, WithdrawConsentMutationVariables>;