import { registerEnumType } from 'type-graphql';
import type { EventCause } from '../../domain/verification/event';
import type * as domain from '../../domain/verification/verification';
import type { ListOrder } from '../../storage/verifications/contract';
import { describedEnum } from '../described-enum';

/** The names of the providers. Its values come from the registry when the schema is built (provider-names.ts). */
export const VerificationProvider = { name: 'VerificationProvider' } as const;
export type VerificationProvider = string;
registerEnumType(VerificationProvider, {
  name: VerificationProvider.name,
  description: 'A provider of real-name verification.',
});

/** The names of the methods of all providers, from the registry as well. */
export const VerificationMethod = { name: 'VerificationMethod' } as const;
export type VerificationMethod = string;
registerEnumType(VerificationMethod, {
  name: VerificationMethod.name,
  description: 'The way in which a person is verified; each method belongs to one provider.',
});

export const VerificationStatus = describedEnum<domain.VerificationStatus>(
  'VerificationStatus',
  'The status of a verification.',
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

export const VerificationEventCause = describedEnum<EventCause>(
  'VerificationEventCause',
  'The cause of a change of a verification.',
  {
    REQUESTED: 'The request was recorded; it is sent to the provider next.',
    PROVIDER_RESPONSE: 'The provider answered the request, or failed to.',
    PROVIDER_CALLBACK: 'The provider pushed a result.',
    PROVIDER_QUERY: 'The provider was queried again, by polling or by refreshVerification.',
    USER_RETURNED: "The person's browser came back from the provider's page.",
    MERGED: 'mergeAccount settled a conflict.',
    TIMED_OUT: 'expiresAt passed.',
    CANCELED: 'cancelVerification took it back.',
    REDACTED: 'Its personal data was destroyed.',
    STAFF: 'resolveVerification: staff decided.',
    MERGED_AWAY: 'The old account of a merge: its verified data moved away.',
  },
);
export type VerificationEventCause = EventCause;

export const VerificationFailureCode = describedEnum<domain.FailureCode>(
  'VerificationFailureCode',
  'The reason why a verification did not succeed.',
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

export const VerificationEnvironment = describedEnum<domain.Environment>(
  'VerificationEnvironment',
  'Whether a provider answered.',
  { LIVE: 'The provider itself.', SANDBOX: 'A twin that stands in for it: no person was really verified.' },
);
export type VerificationEnvironment = domain.Environment;

export const VerificationOrder = describedEnum<ListOrder>(
  'VerificationOrder',
  'The order of a list. A cursor of one order is refused in another.',
  {
    CREATED_DESC: 'Newest first.',
    CREATED_ASC: 'Oldest first.',
    UPDATED_DESC: 'Last changed first.',
    UPDATED_ASC: 'Last changed last.',
  },
);
export type VerificationOrder = ListOrder;
