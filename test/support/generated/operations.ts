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

/** Gender of the holder, as the identity document states it (OneNET gender). */
export type HolderGender =
  /** 女 (OneNET 0) */
  | 'FEMALE'
  /** 男 (OneNET 1) */
  | 'MALE';

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

/** OneNET's verdict in a result push (auditStatus). */
export type OneNetAuditStatus =
  /** 认证不通过 (OneNET 2) */
  | 'FAILED'
  /** 认证通过 (OneNET 0) */
  | 'PASSED'
  /** 认证待审核 (OneNET 1) */
  | 'PENDING_REVIEW'
  /** 二次稽查不通过 (OneNET 4) */
  | 'SECOND_INSPECTION_FAILED'
  /** 二次稽查通过 (OneNET 3) */
  | 'SECOND_INSPECTION_PASSED';

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

/** Whether a provider answered. */
export type VerificationEnvironment =
  /** The provider itself. */
  | 'LIVE'
  /** A twin that stands in for it: no person was really verified. */
  | 'SANDBOX';

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

/** Which verifications to list. Fields narrow each other; a list matches any of its values. */
export type VerificationFilter = {
  /** Only those with exactly this reference. */
  readonly clientReference?: string | null | undefined;
  /** Only those created after this moment (exclusive). */
  readonly createdAfter?: string | null | undefined;
  /** Only those created before this moment (exclusive). */
  readonly createdBefore?: string | null | undefined;
  /** Only of this environment. */
  readonly environment?: VerificationEnvironment | null | undefined;
  /** Only verifications of this account (User.guid). */
  readonly guid?: string | null | undefined;
  /** Only these methods. */
  readonly method?: ReadonlyArray<VerificationMethod> | null | undefined;
  /** Only these providers. */
  readonly provider?: ReadonlyArray<VerificationProvider> | null | undefined;
  /** Only these statuses. */
  readonly status?: ReadonlyArray<VerificationStatus> | null | undefined;
  /** Only those changed last after this moment (exclusive). */
  readonly updatedAfter?: string | null | undefined;
  /** Only those changed last before this moment (exclusive). */
  readonly updatedBefore?: string | null | undefined;
};

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

export type CancelVerificationMutationVariables = Exact<{
  id: string;
}>;


export type CancelVerificationMutation = { readonly cancelVerification: { readonly verification: { readonly id: string, readonly version: number, readonly status: VerificationStatus } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type GateQueryVariables = Exact<{ [key: string]: never; }>;


export type GateQuery = { readonly verificationViewer: { readonly guid: string, readonly meets: boolean, readonly assurance: { readonly level: AssuranceLevel, readonly validUntil: string | null, readonly reasons: ReadonlyArray<{ readonly code: AssuranceReasonCode, readonly message: string }> } } };

export type StartLinkIdVerificationMutationVariables = Exact<{
  input: StartLinkIdVerificationInput;
}>;


export type StartLinkIdVerificationMutation = { readonly startLinkIdVerification: { readonly verification: { readonly id: string, readonly version: number, readonly status: VerificationStatus, readonly authUrl: string | null, readonly expiresAt: string | null } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type StartOneNetVerificationMutationVariables = Exact<{
  input: StartOneNetVerificationInput;
}>;


export type StartOneNetVerificationMutation = { readonly startOneNetVerification: { readonly verification: { readonly id: string, readonly version: number, readonly status: VerificationStatus, readonly authUrl: string | null, readonly expiresAt: string | null } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type UserVerificationUpdatedSubscriptionVariables = Exact<{
  guid?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type UserVerificationUpdatedSubscription = { readonly userVerificationUpdated: { readonly version: number, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly cause: VerificationEventCause, readonly message: string | null, readonly occurredAt: string, readonly recordedAt: string, readonly cursor: string, readonly verification: { readonly id: string, readonly method: VerificationMethod } } };

export type VerificationFieldsFragment = { readonly id: string, readonly version: number, readonly provider: VerificationProvider, readonly method: VerificationMethod, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly authUrl: string | null, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly decidedAt: string | null, readonly user: { readonly guid: string, readonly isRealNameVerified: boolean } | null, readonly references: { readonly rnAuthTicket: string | null, readonly busiSeq: string | null, readonly transactionId: string | null, readonly deviceId: string | null, readonly at: string | null, readonly bsn: string | null }, readonly subject: { readonly realName: string | null, readonly certType: IdentityCertType | null, readonly identityNo: string | null, readonly mobileNo: string | null }, readonly membership: { readonly role: SchoolRole | null, readonly customerCode: string | null, readonly customerName: string | null, readonly ecardSchool: boolean | null, readonly dpcode: string | null, readonly memberId: string | null, readonly serialNo: string | null, readonly ecardCustomerId: string | null } | null, readonly deptInfo: ReadonlyArray<{ readonly deptId: number, readonly deptName: string, readonly supervisor: boolean | null, readonly position: string | null, readonly customerCode: string, readonly ecardSchool: boolean | null, readonly department: { readonly customerCode: string, readonly deptId: number } }>, readonly relativeInfo: ReadonlyArray<{ readonly customerCode: string | null, readonly ecardSchool: boolean | null, readonly identityNo: string | null, readonly outid: string | null, readonly realName: string | null, readonly mobileNo: string | null, readonly serialNo: string | null, readonly relation: FamilyRelation | null, readonly ecardCustomerId: string | null, readonly childAvatar: string | null, readonly deptInfo: ReadonlyArray<{ readonly deptId: number, readonly deptName: string, readonly supervisor: boolean | null, readonly position: string | null, readonly customerCode: string, readonly ecardSchool: boolean | null, readonly department: { readonly customerCode: string, readonly deptId: number } }> }>, readonly auditInfo: { readonly auditStatus: OneNetAuditStatus, readonly auditMessage: string | null, readonly transactionId: string | null, readonly busiSeq: string | null, readonly phone: string | null, readonly responseTime: string | null, readonly custName: string | null, readonly custCertNo: string | null, readonly custCertAddr: string | null, readonly gender: HolderGender | null, readonly nation: string | null, readonly birthday: string | null, readonly issuingAuthority: string | null, readonly certValidDate: string | null, readonly certExpDate: string | null, readonly createTime: string | null, readonly modifyTime: string | null, readonly channelId: string | null } | null, readonly conflict: { readonly mobileNo: string | null, readonly guid: string | null, readonly mergeable: boolean } | null, readonly failure: { readonly code: VerificationFailureCode, readonly message: string, readonly providerCode: string | null, readonly providerMessage: string | null, readonly retryable: boolean } | null };

export type DeptInfoFieldsFragment = { readonly deptId: number, readonly deptName: string, readonly supervisor: boolean | null, readonly position: string | null, readonly customerCode: string, readonly ecardSchool: boolean | null, readonly department: { readonly customerCode: string, readonly deptId: number } };

export type EventFieldsFragment = { readonly version: number, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly cause: VerificationEventCause, readonly message: string | null, readonly occurredAt: string, readonly recordedAt: string, readonly cursor: string };

export type InputErrorFieldsFragment = { readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string };

export type VerificationMethodsQueryVariables = Exact<{ [key: string]: never; }>;


export type VerificationMethodsQuery = { readonly verificationMethods: ReadonlyArray<{ readonly method: VerificationMethod, readonly provider: VerificationProvider, readonly enabled: boolean, readonly mutation: string, readonly deferred: boolean, readonly description: string }> };

export type VerificationUpdatedSubscriptionVariables = Exact<{
  id: string;
  sinceVersion?: number | null | undefined;
}>;


export type VerificationUpdatedSubscription = { readonly verificationUpdated: { readonly version: number, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly cause: VerificationEventCause, readonly message: string | null, readonly occurredAt: string, readonly recordedAt: string, readonly cursor: string, readonly verification: { readonly id: string, readonly status: VerificationStatus, readonly auditInfo: { readonly auditStatus: OneNetAuditStatus, readonly custCertAddr: string | null } | null } } };

export type VerificationQueryVariables = Exact<{
  id: string;
}>;


export type VerificationQuery = { readonly verification: { readonly id: string, readonly version: number, readonly provider: VerificationProvider, readonly method: VerificationMethod, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly authUrl: string | null, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly decidedAt: string | null, readonly history: ReadonlyArray<{ readonly version: number, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly cause: VerificationEventCause, readonly message: string | null, readonly occurredAt: string, readonly recordedAt: string, readonly cursor: string }>, readonly user: { readonly guid: string, readonly isRealNameVerified: boolean } | null, readonly references: { readonly rnAuthTicket: string | null, readonly busiSeq: string | null, readonly transactionId: string | null, readonly deviceId: string | null, readonly at: string | null, readonly bsn: string | null }, readonly subject: { readonly realName: string | null, readonly certType: IdentityCertType | null, readonly identityNo: string | null, readonly mobileNo: string | null }, readonly membership: { readonly role: SchoolRole | null, readonly customerCode: string | null, readonly customerName: string | null, readonly ecardSchool: boolean | null, readonly dpcode: string | null, readonly memberId: string | null, readonly serialNo: string | null, readonly ecardCustomerId: string | null } | null, readonly deptInfo: ReadonlyArray<{ readonly deptId: number, readonly deptName: string, readonly supervisor: boolean | null, readonly position: string | null, readonly customerCode: string, readonly ecardSchool: boolean | null, readonly department: { readonly customerCode: string, readonly deptId: number } }>, readonly relativeInfo: ReadonlyArray<{ readonly customerCode: string | null, readonly ecardSchool: boolean | null, readonly identityNo: string | null, readonly outid: string | null, readonly realName: string | null, readonly mobileNo: string | null, readonly serialNo: string | null, readonly relation: FamilyRelation | null, readonly ecardCustomerId: string | null, readonly childAvatar: string | null, readonly deptInfo: ReadonlyArray<{ readonly deptId: number, readonly deptName: string, readonly supervisor: boolean | null, readonly position: string | null, readonly customerCode: string, readonly ecardSchool: boolean | null, readonly department: { readonly customerCode: string, readonly deptId: number } }> }>, readonly auditInfo: { readonly auditStatus: OneNetAuditStatus, readonly auditMessage: string | null, readonly transactionId: string | null, readonly busiSeq: string | null, readonly phone: string | null, readonly responseTime: string | null, readonly custName: string | null, readonly custCertNo: string | null, readonly custCertAddr: string | null, readonly gender: HolderGender | null, readonly nation: string | null, readonly birthday: string | null, readonly issuingAuthority: string | null, readonly certValidDate: string | null, readonly certExpDate: string | null, readonly createTime: string | null, readonly modifyTime: string | null, readonly channelId: string | null } | null, readonly conflict: { readonly mobileNo: string | null, readonly guid: string | null, readonly mergeable: boolean } | null, readonly failure: { readonly code: VerificationFailureCode, readonly message: string, readonly providerCode: string | null, readonly providerMessage: string | null, readonly retryable: boolean } | null } | null };

export type VerificationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: VerificationFilter | null | undefined;
}>;


export type VerificationsQuery = { readonly verifications: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly method: VerificationMethod, readonly status: VerificationStatus, readonly createdAt: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type VerifyMobileOwnerMutationVariables = Exact<{
  input: VerifyMobileOwnerInput;
}>;


export type VerifyMobileOwnerMutation = { readonly verifyMobileOwner: { readonly verification: { readonly id: string, readonly version: number, readonly provider: VerificationProvider, readonly method: VerificationMethod, readonly status: VerificationStatus, readonly secondInspection: SecondInspectionResult | null, readonly authUrl: string | null, readonly createdAt: string, readonly updatedAt: string, readonly expiresAt: string | null, readonly decidedAt: string | null, readonly user: { readonly guid: string, readonly isRealNameVerified: boolean } | null, readonly references: { readonly rnAuthTicket: string | null, readonly busiSeq: string | null, readonly transactionId: string | null, readonly deviceId: string | null, readonly at: string | null, readonly bsn: string | null }, readonly subject: { readonly realName: string | null, readonly certType: IdentityCertType | null, readonly identityNo: string | null, readonly mobileNo: string | null }, readonly membership: { readonly role: SchoolRole | null, readonly customerCode: string | null, readonly customerName: string | null, readonly ecardSchool: boolean | null, readonly dpcode: string | null, readonly memberId: string | null, readonly serialNo: string | null, readonly ecardCustomerId: string | null } | null, readonly deptInfo: ReadonlyArray<{ readonly deptId: number, readonly deptName: string, readonly supervisor: boolean | null, readonly position: string | null, readonly customerCode: string, readonly ecardSchool: boolean | null, readonly department: { readonly customerCode: string, readonly deptId: number } }>, readonly relativeInfo: ReadonlyArray<{ readonly customerCode: string | null, readonly ecardSchool: boolean | null, readonly identityNo: string | null, readonly outid: string | null, readonly realName: string | null, readonly mobileNo: string | null, readonly serialNo: string | null, readonly relation: FamilyRelation | null, readonly ecardCustomerId: string | null, readonly childAvatar: string | null, readonly deptInfo: ReadonlyArray<{ readonly deptId: number, readonly deptName: string, readonly supervisor: boolean | null, readonly position: string | null, readonly customerCode: string, readonly ecardSchool: boolean | null, readonly department: { readonly customerCode: string, readonly deptId: number } }> }>, readonly auditInfo: { readonly auditStatus: OneNetAuditStatus, readonly auditMessage: string | null, readonly transactionId: string | null, readonly busiSeq: string | null, readonly phone: string | null, readonly responseTime: string | null, readonly custName: string | null, readonly custCertNo: string | null, readonly custCertAddr: string | null, readonly gender: HolderGender | null, readonly nation: string | null, readonly birthday: string | null, readonly issuingAuthority: string | null, readonly certValidDate: string | null, readonly certExpDate: string | null, readonly createTime: string | null, readonly modifyTime: string | null, readonly channelId: string | null } | null, readonly conflict: { readonly mobileNo: string | null, readonly guid: string | null, readonly mergeable: boolean } | null, readonly failure: { readonly code: VerificationFailureCode, readonly message: string, readonly providerCode: string | null, readonly providerMessage: string | null, readonly retryable: boolean } | null } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export const DeptInfoFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeptInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeptInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deptId"}},{"kind":"Field","name":{"kind":"Name","value":"deptName"}},{"kind":"Field","name":{"kind":"Name","value":"supervisor"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"ecardSchool"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"deptId"}}]}}]}}]} as unknown as DocumentNode<DeptInfoFieldsFragment, unknown>;
export const VerificationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VerificationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Verification"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"isRealNameVerified"}}]}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rnAuthTicket"}},{"kind":"Field","name":{"kind":"Name","value":"busiSeq"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"bsn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"certType"}},{"kind":"Field","name":{"kind":"Name","value":"identityNo"}},{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"membership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"customerName"}},{"kind":"Field","name":{"kind":"Name","value":"ecardSchool"}},{"kind":"Field","name":{"kind":"Name","value":"dpcode"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"serialNo"}},{"kind":"Field","name":{"kind":"Name","value":"ecardCustomerId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deptInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeptInfoFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"relativeInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"ecardSchool"}},{"kind":"Field","name":{"kind":"Name","value":"identityNo"}},{"kind":"Field","name":{"kind":"Name","value":"outid"}},{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}},{"kind":"Field","name":{"kind":"Name","value":"serialNo"}},{"kind":"Field","name":{"kind":"Name","value":"relation"}},{"kind":"Field","name":{"kind":"Name","value":"ecardCustomerId"}},{"kind":"Field","name":{"kind":"Name","value":"childAvatar"}},{"kind":"Field","name":{"kind":"Name","value":"deptInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeptInfoFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditStatus"}},{"kind":"Field","name":{"kind":"Name","value":"auditMessage"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"busiSeq"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"responseTime"}},{"kind":"Field","name":{"kind":"Name","value":"custName"}},{"kind":"Field","name":{"kind":"Name","value":"custCertNo"}},{"kind":"Field","name":{"kind":"Name","value":"custCertAddr"}},{"kind":"Field","name":{"kind":"Name","value":"gender"}},{"kind":"Field","name":{"kind":"Name","value":"nation"}},{"kind":"Field","name":{"kind":"Name","value":"birthday"}},{"kind":"Field","name":{"kind":"Name","value":"issuingAuthority"}},{"kind":"Field","name":{"kind":"Name","value":"certValidDate"}},{"kind":"Field","name":{"kind":"Name","value":"certExpDate"}},{"kind":"Field","name":{"kind":"Name","value":"createTime"}},{"kind":"Field","name":{"kind":"Name","value":"modifyTime"}},{"kind":"Field","name":{"kind":"Name","value":"channelId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conflict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}},{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"mergeable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"providerCode"}},{"kind":"Field","name":{"kind":"Name","value":"providerMessage"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeptInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeptInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deptId"}},{"kind":"Field","name":{"kind":"Name","value":"deptName"}},{"kind":"Field","name":{"kind":"Name","value":"supervisor"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"ecardSchool"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"deptId"}}]}}]}}]} as unknown as DocumentNode<VerificationFieldsFragment, unknown>;
export const EventFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]} as unknown as DocumentNode<EventFieldsFragment, unknown>;
export const InputErrorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InputErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<InputErrorFieldsFragment, unknown>;
export const CancelVerificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelVerification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelVerification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InputErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InputErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<CancelVerificationMutation, CancelVerificationMutationVariables>;
export const GateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Gate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verificationViewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"meets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"level"},"value":{"kind":"EnumValue","value":"SUBSTANTIAL"}}]},{"kind":"Field","name":{"kind":"Name","value":"assurance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<GateQuery, GateQueryVariables>;
export const StartLinkIdVerificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartLinkIdVerification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartLinkIdVerificationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startLinkIdVerification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InputErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InputErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<StartLinkIdVerificationMutation, StartLinkIdVerificationMutationVariables>;
export const StartOneNetVerificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartOneNetVerification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartOneNetVerificationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startOneNetVerification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InputErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InputErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<StartOneNetVerificationMutation, StartOneNetVerificationMutationVariables>;
export const UserVerificationUpdatedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"UserVerificationUpdated"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"guid"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userVerificationUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"guid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"guid"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventFields"}},{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"method"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]} as unknown as DocumentNode<UserVerificationUpdatedSubscription, UserVerificationUpdatedSubscriptionVariables>;
export const VerificationMethodsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VerificationMethods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verificationMethods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"mutation"}},{"kind":"Field","name":{"kind":"Name","value":"deferred"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<VerificationMethodsQuery, VerificationMethodsQueryVariables>;
export const VerificationUpdatedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"VerificationUpdated"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sinceVersion"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verificationUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"sinceVersion"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sinceVersion"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventFields"}},{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"auditInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditStatus"}},{"kind":"Field","name":{"kind":"Name","value":"custCertAddr"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]} as unknown as DocumentNode<VerificationUpdatedSubscription, VerificationUpdatedSubscriptionVariables>;
export const VerificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Verification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VerificationFields"}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeptInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeptInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deptId"}},{"kind":"Field","name":{"kind":"Name","value":"deptName"}},{"kind":"Field","name":{"kind":"Name","value":"supervisor"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"ecardSchool"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"deptId"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VerificationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Verification"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"isRealNameVerified"}}]}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rnAuthTicket"}},{"kind":"Field","name":{"kind":"Name","value":"busiSeq"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"bsn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"certType"}},{"kind":"Field","name":{"kind":"Name","value":"identityNo"}},{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"membership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"customerName"}},{"kind":"Field","name":{"kind":"Name","value":"ecardSchool"}},{"kind":"Field","name":{"kind":"Name","value":"dpcode"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"serialNo"}},{"kind":"Field","name":{"kind":"Name","value":"ecardCustomerId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deptInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeptInfoFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"relativeInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"ecardSchool"}},{"kind":"Field","name":{"kind":"Name","value":"identityNo"}},{"kind":"Field","name":{"kind":"Name","value":"outid"}},{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}},{"kind":"Field","name":{"kind":"Name","value":"serialNo"}},{"kind":"Field","name":{"kind":"Name","value":"relation"}},{"kind":"Field","name":{"kind":"Name","value":"ecardCustomerId"}},{"kind":"Field","name":{"kind":"Name","value":"childAvatar"}},{"kind":"Field","name":{"kind":"Name","value":"deptInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeptInfoFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditStatus"}},{"kind":"Field","name":{"kind":"Name","value":"auditMessage"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"busiSeq"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"responseTime"}},{"kind":"Field","name":{"kind":"Name","value":"custName"}},{"kind":"Field","name":{"kind":"Name","value":"custCertNo"}},{"kind":"Field","name":{"kind":"Name","value":"custCertAddr"}},{"kind":"Field","name":{"kind":"Name","value":"gender"}},{"kind":"Field","name":{"kind":"Name","value":"nation"}},{"kind":"Field","name":{"kind":"Name","value":"birthday"}},{"kind":"Field","name":{"kind":"Name","value":"issuingAuthority"}},{"kind":"Field","name":{"kind":"Name","value":"certValidDate"}},{"kind":"Field","name":{"kind":"Name","value":"certExpDate"}},{"kind":"Field","name":{"kind":"Name","value":"createTime"}},{"kind":"Field","name":{"kind":"Name","value":"modifyTime"}},{"kind":"Field","name":{"kind":"Name","value":"channelId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conflict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}},{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"mergeable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"providerCode"}},{"kind":"Field","name":{"kind":"Name","value":"providerMessage"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]} as unknown as DocumentNode<VerificationQuery, VerificationQueryVariables>;
export const VerificationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Verifications"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<VerificationsQuery, VerificationsQueryVariables>;
export const VerifyMobileOwnerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyMobileOwner"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyMobileOwnerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyMobileOwner"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VerificationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InputErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeptInfoFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeptInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deptId"}},{"kind":"Field","name":{"kind":"Name","value":"deptName"}},{"kind":"Field","name":{"kind":"Name","value":"supervisor"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"ecardSchool"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"deptId"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VerificationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Verification"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secondInspection"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"isRealNameVerified"}}]}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rnAuthTicket"}},{"kind":"Field","name":{"kind":"Name","value":"busiSeq"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"deviceId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"bsn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"certType"}},{"kind":"Field","name":{"kind":"Name","value":"identityNo"}},{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"membership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"customerName"}},{"kind":"Field","name":{"kind":"Name","value":"ecardSchool"}},{"kind":"Field","name":{"kind":"Name","value":"dpcode"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"serialNo"}},{"kind":"Field","name":{"kind":"Name","value":"ecardCustomerId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deptInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeptInfoFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"relativeInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCode"}},{"kind":"Field","name":{"kind":"Name","value":"ecardSchool"}},{"kind":"Field","name":{"kind":"Name","value":"identityNo"}},{"kind":"Field","name":{"kind":"Name","value":"outid"}},{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}},{"kind":"Field","name":{"kind":"Name","value":"serialNo"}},{"kind":"Field","name":{"kind":"Name","value":"relation"}},{"kind":"Field","name":{"kind":"Name","value":"ecardCustomerId"}},{"kind":"Field","name":{"kind":"Name","value":"childAvatar"}},{"kind":"Field","name":{"kind":"Name","value":"deptInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeptInfoFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"auditInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditStatus"}},{"kind":"Field","name":{"kind":"Name","value":"auditMessage"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"busiSeq"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"responseTime"}},{"kind":"Field","name":{"kind":"Name","value":"custName"}},{"kind":"Field","name":{"kind":"Name","value":"custCertNo"}},{"kind":"Field","name":{"kind":"Name","value":"custCertAddr"}},{"kind":"Field","name":{"kind":"Name","value":"gender"}},{"kind":"Field","name":{"kind":"Name","value":"nation"}},{"kind":"Field","name":{"kind":"Name","value":"birthday"}},{"kind":"Field","name":{"kind":"Name","value":"issuingAuthority"}},{"kind":"Field","name":{"kind":"Name","value":"certValidDate"}},{"kind":"Field","name":{"kind":"Name","value":"certExpDate"}},{"kind":"Field","name":{"kind":"Name","value":"createTime"}},{"kind":"Field","name":{"kind":"Name","value":"modifyTime"}},{"kind":"Field","name":{"kind":"Name","value":"channelId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conflict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}},{"kind":"Field","name":{"kind":"Name","value":"guid"}},{"kind":"Field","name":{"kind":"Name","value":"mergeable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"providerCode"}},{"kind":"Field","name":{"kind":"Name","value":"providerMessage"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InputErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<VerifyMobileOwnerMutation, VerifyMobileOwnerMutationVariables>;