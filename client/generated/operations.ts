/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedText } from '../src/document.ts';
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

/** The result of WeChat's face check. */
export type WechatFaceEvidenceInput = {
  /** WeChat's access token; 1 to 4096 characters. */
  readonly accessToken: string;
  /** The device; 1 to 128 characters. */
  readonly deviceId: string;
  /** WeChat's verify_result; 1 to 4096 characters. */
  readonly verifyResult: string;
};

export type ContinueIdentityCaseMutationVariables = Exact<{
  input: ContinueIdentityCaseInput;
}>;


export type ContinueIdentityCaseMutation = { readonly continueIdentityCase: { readonly identityCase: { readonly id: string, readonly version: number, readonly status: IdentityCaseStatus, readonly required: AssuranceLevel, readonly authUrl: string | null, readonly achieved: { readonly level: AssuranceLevel }, readonly decision: { readonly chosen: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly reason: string }> } } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type FollowCaseSubscriptionVariables = Exact<{
  id: string;
  sinceVersion?: number | null | undefined;
}>;


export type FollowCaseSubscription = { readonly identityCaseUpdated: { readonly id: string, readonly version: number, readonly status: IdentityCaseStatus, readonly required: AssuranceLevel, readonly authUrl: string | null, readonly achieved: { readonly level: AssuranceLevel }, readonly decision: { readonly chosen: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly reason: string }> } } };

export type FollowVerificationSubscriptionVariables = Exact<{
  id: string;
  sinceVersion?: number | null | undefined;
}>;


export type FollowVerificationSubscription = { readonly verificationUpdated: { readonly version: number, readonly status: VerificationStatus, readonly cause: VerificationEventCause, readonly message: string | null, readonly recordedAt: string, readonly verification: { readonly authUrl: string | null, readonly failure: { readonly code: VerificationFailureCode, readonly message: string, readonly retryable: boolean } | null } } };

export type FollowedCaseFragment = { readonly id: string, readonly version: number, readonly status: IdentityCaseStatus, readonly required: AssuranceLevel, readonly authUrl: string | null, readonly achieved: { readonly level: AssuranceLevel }, readonly decision: { readonly chosen: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly reason: string }> } };

export type FollowedEventFragment = { readonly version: number, readonly status: VerificationStatus, readonly cause: VerificationEventCause, readonly message: string | null, readonly recordedAt: string, readonly verification: { readonly authUrl: string | null, readonly failure: { readonly code: VerificationFailureCode, readonly message: string, readonly retryable: boolean } | null } };

export type IdentityCaseQueryVariables = Exact<{
  id: string;
}>;


export type IdentityCaseQuery = { readonly identityCase: { readonly id: string, readonly version: number, readonly status: IdentityCaseStatus, readonly required: AssuranceLevel, readonly authUrl: string | null, readonly achieved: { readonly level: AssuranceLevel }, readonly decision: { readonly chosen: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly reason: string }> } } | null };

export type StartOneNetVerificationMutationVariables = Exact<{
  input: StartOneNetVerificationInput;
}>;


export type StartOneNetVerificationMutation = { readonly startOneNetVerification: { readonly verification: { readonly id: string, readonly version: number, readonly status: VerificationStatus, readonly authUrl: string | null } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerificationQueryVariables = Exact<{
  id: string;
}>;


export type VerificationQuery = { readonly verification: { readonly id: string, readonly version: number, readonly status: VerificationStatus, readonly assurance: { readonly level: AssuranceLevel }, readonly user: { readonly meets: boolean } | null, readonly subject: { readonly realName: string | null, readonly identityNo: string | null, readonly mobileNo: string | null }, readonly failure: { readonly message: string, readonly retryable: boolean } | null } | null };

export type VerifyIdentityMutationVariables = Exact<{
  input: VerifyIdentityInput;
}>;


export type VerifyIdentityMutation = { readonly verifyIdentity: { readonly identityCase: { readonly id: string, readonly version: number, readonly status: IdentityCaseStatus, readonly required: AssuranceLevel, readonly authUrl: string | null, readonly achieved: { readonly level: AssuranceLevel }, readonly decision: { readonly chosen: VerificationMethod | null, readonly candidates: ReadonlyArray<{ readonly method: VerificationMethod, readonly verdict: RoutingVerdict, readonly missing: ReadonlyArray<string>, readonly reason: string }> } } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export const ContinueIdentityCaseDocument: TypedText<ContinueIdentityCaseMutation, ContinueIdentityCaseMutationVariables> = `mutation ContinueIdentityCase($input: ContinueIdentityCaseInput!) {
  continueIdentityCase(input: $input) {
    identityCase {
      ...FollowedCase
    }
    inputErrors {
      path
      code
      message
    }
  }
}
fragment FollowedCase on IdentityCase {
  id
  version
  status
  required
  achieved {
    level
  }
  authUrl
  decision {
    chosen
    candidates {
      method
      verdict
      missing
      reason
    }
  }
}`;

export const FollowCaseDocument: TypedText<FollowCaseSubscription, FollowCaseSubscriptionVariables> = `subscription FollowCase($id: ID!, $sinceVersion: Int) {
  identityCaseUpdated(id: $id, sinceVersion: $sinceVersion) {
    ...FollowedCase
  }
}
fragment FollowedCase on IdentityCase {
  id
  version
  status
  required
  achieved {
    level
  }
  authUrl
  decision {
    chosen
    candidates {
      method
      verdict
      missing
      reason
    }
  }
}`;

export const FollowVerificationDocument: TypedText<FollowVerificationSubscription, FollowVerificationSubscriptionVariables> = `subscription FollowVerification($id: ID!, $sinceVersion: Int) {
  verificationUpdated(id: $id, sinceVersion: $sinceVersion) {
    ...FollowedEvent
  }
}
fragment FollowedEvent on VerificationEvent {
  version
  status
  cause
  message
  recordedAt
  verification {
    authUrl
    failure {
      code
      message
      retryable
    }
  }
}`;

export const IdentityCaseDocument: TypedText<IdentityCaseQuery, IdentityCaseQueryVariables> = `query IdentityCase($id: ID!) {
  identityCase(id: $id) {
    ...FollowedCase
  }
}
fragment FollowedCase on IdentityCase {
  id
  version
  status
  required
  achieved {
    level
  }
  authUrl
  decision {
    chosen
    candidates {
      method
      verdict
      missing
      reason
    }
  }
}`;

export const StartOneNetVerificationDocument: TypedText<StartOneNetVerificationMutation, StartOneNetVerificationMutationVariables> = `mutation StartOneNetVerification($input: StartOneNetVerificationInput!) {
  startOneNetVerification(input: $input) {
    verification {
      id
      version
      status
      authUrl
    }
    inputErrors {
      path
      code
      message
    }
  }
}`;

export const VerificationDocument: TypedText<VerificationQuery, VerificationQueryVariables> = `query Verification($id: ID!) {
  verification(id: $id) {
    id
    version
    status
    assurance {
      level
    }
    user {
      meets(level: LOW)
    }
    subject {
      realName
      identityNo
      mobileNo
    }
    failure {
      message
      retryable
    }
  }
}`;

export const VerifyIdentityDocument: TypedText<VerifyIdentityMutation, VerifyIdentityMutationVariables> = `mutation VerifyIdentity($input: VerifyIdentityInput!) {
  verifyIdentity(input: $input) {
    identityCase {
      ...FollowedCase
    }
    inputErrors {
      path
      code
      message
    }
  }
}
fragment FollowedCase on IdentityCase {
  id
  version
  status
  required
  achieved {
    level
  }
  authUrl
  decision {
    chosen
    candidates {
      method
      verdict
      missing
      reason
    }
  }
}`;