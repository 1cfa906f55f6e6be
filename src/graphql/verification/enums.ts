import { registerEnumType } from 'type-graphql';
import type * as domain from '../../domain/verification';
import { describedEnum } from '../described-enum';

/** The names of the registry. Plain and mutable: a fifth provider adds its own before the schema is built. */
export const VerificationProvider: Record<string, string> = {
  ONENET: 'ONENET',
  UCENTER: 'UCENTER',
  YUXIN: 'YUXIN',
  LINKID: 'LINKID',
};
export type VerificationProvider = string;

/** Descriptions of VerificationProvider's values; extended together with it. */
export const verificationProviderValues: Record<string, { description: string }> = {
  ONENET: { description: 'OneNET of China Mobile: verification by ID card and face on its own page.' },
  UCENTER: {
    description: 'ucenter, the user centre: by school records, campus card, mobile number or face.',
  },
  YUXIN: { description: 'Yuxin (驭信): whether name, ID number and mobile number belong together.' },
  LINKID: { description: 'LinkID: verification through a third-party identity source.' },
};

registerEnumType(VerificationProvider, {
  name: 'VerificationProvider',
  description: 'Who verifies.',
  valuesConfig: verificationProviderValues,
});

/** The methods of all providers. Plain and mutable, like VerificationProvider. */
export const VerificationMethod: Record<string, string> = {
  ONENET_PAGE: 'ONENET_PAGE',
  IMPORT: 'IMPORT',
  ECARD: 'ECARD',
  MOBILE: 'MOBILE',
  WHITELIST: 'WHITELIST',
  RELATION: 'RELATION',
  UNIONPAY_FACE: 'UNIONPAY_FACE',
  WECHAT_FACE: 'WECHAT_FACE',
  MOBILE_OWNER: 'MOBILE_OWNER',
  LINKID_PAGE: 'LINKID_PAGE',
  LINKID_PHOTO: 'LINKID_PHOTO',
  LINKID_APP: 'LINKID_APP',
};
export type VerificationMethod = string;

/** Descriptions of VerificationMethod's values; extended together with it. */
export const verificationMethodValues: Record<string, { description: string }> = {
  ONENET_PAGE: { description: "OneNET: the person verifies on OneNET's page; the result is pushed." },
  IMPORT: { description: 'ucenter IMPORT' },
  ECARD: { description: 'ucenter ECARD' },
  MOBILE: { description: 'ucenter MOBILE' },
  WHITELIST: { description: 'ucenter IMPORT-ECARD' },
  RELATION: { description: 'ucenter RELATION' },
  UNIONPAY_FACE: { description: 'ucenter UNIONPAY-FACE' },
  WECHAT_FACE: { description: 'ucenter WECHAT-FACE' },
  MOBILE_OWNER: { description: 'Yuxin verifyMobile: name, ID number and phone belong together.' },
  LINKID_PAGE: { description: "LinkID: face check on a third-party identity source's page." },
  LINKID_PHOTO: { description: 'LinkID validate: a photo checked against the identity source.' },
  LINKID_APP: { description: 'LinkID application real-name start (appreal).' },
};

registerEnumType(VerificationMethod, {
  name: 'VerificationMethod',
  description: 'How a person is verified; each method belongs to one provider.',
  valuesConfig: verificationMethodValues,
});

export const VerificationStatus = describedEnum<domain.VerificationStatus>(
  'VerificationStatus',
  'Where a verification stands.',
  {
    AWAITING_USER: 'The person must open authUrl.',
    PENDING: "Sent; undecided, or the provider's answer never arrived.",
    IN_REVIEW: 'The provider has queued it for review (OneNET 1).',
    APPROVED: 'The provider confirms the person.',
    REJECTED: 'The provider denies that the person is who they claim.',
    CONFLICT: 'Another account holds this identity; mergeAccount can settle it (ucenter 409).',
    BLOCKED: 'Another account holds this identity and only staff can settle it (ucenter 410).',
    FAILED: 'It could not be carried out; the provider gave no verdict.',
    EXPIRED: 'expiresAt passed without a verdict. A verdict that arrives later still counts.',
    CANCELED: 'Taken back by cancelVerification. A verdict that arrives later changes nothing.',
  },
);
export type VerificationStatus = domain.VerificationStatus;

export const SecondInspectionResult = describedEnum<domain.SecondInspectionResult>(
  'SecondInspectionResult',
  "The result of a provider's re-inspection of a finished verification (OneNET 二次稽查).",
  {
    PASSED: 'The approval stands (OneNET auditStatus 3, 二次稽查通过).',
    FAILED: 'The approval is taken back (OneNET auditStatus 4, 二次稽查不通过).',
  },
);
export type SecondInspectionResult = domain.SecondInspectionResult;

export const VerificationEventCause = describedEnum<domain.EventCause>(
  'VerificationEventCause',
  'What made a verification change.',
  {
    REQUESTED: 'A request was recorded; it is sent to the provider next.',
    PROVIDER_RESPONSE: "The provider's answer to the request, or its silence.",
    PROVIDER_CALLBACK: 'The provider pushed a result.',
    PROVIDER_QUERY: 'The provider was asked again.',
    USER_RETURNED: "The person's browser came back from the provider's page.",
    MERGED: 'mergeAccount settled a conflict.',
    TIMED_OUT: 'expiresAt passed.',
    CANCELED: 'cancelVerification took it back.',
    REDACTED: 'Its personal data was destroyed.',
  },
);
export type VerificationEventCause = domain.EventCause;

export const VerificationFailureCode = describedEnum<domain.FailureCode>(
  'VerificationFailureCode',
  'Why a verification did not succeed.',
  {
    MISMATCH: 'The provider says the data does not belong together.',
    UNDETERMINED: 'The provider cannot tell.',
    NOT_FOUND: 'The provider has no record of the person.',
    WRONG_CREDENTIAL: 'A code, password or token the person gave was wrong or out of date.',
    INVALID_INPUT: 'The provider refused the input.',
    IDENTITY_TAKEN: 'Another account holds the identity.',
    PROVIDER_REFUSED: 'The provider refuses us: token, signature, permission, balance or contract.',
    PROVIDER_UNAVAILABLE: 'The provider did not answer in time or answered nonsense.',
    REVIEW_REJECTED: 'Rejected by a reviewer.',
    OTHER: 'Anything else; providerCode and providerMessage say more.',
  },
);
export type VerificationFailureCode = domain.FailureCode;

export const IdentityCertType = describedEnum<domain.IdentityCertType>(
  'IdentityCertType',
  'The kind of identity document (LinkID certType).',
  {
    RESIDENT_ID_CARD: '居民身份证 (LinkID 1)',
    HK_MACAO_TRAVEL_PERMIT: '港澳居民来往内地通行证 (LinkID 15)',
    HK_MACAO_RESIDENCE_PERMIT: '港澳居民居住证 (LinkID 16)',
    TAIWAN_RESIDENCE_PERMIT: '台湾居民居住证 (LinkID 17)',
    TAIWAN_TRAVEL_PERMIT: '台湾居民来往内地通行证 (LinkID 8)',
    PASSPORT: '护照 (LinkID A)',
    OTHER: '其他 (LinkID Z)',
  },
);
export type IdentityCertType = domain.IdentityCertType;
