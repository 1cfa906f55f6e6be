import type * as domain from '../../domain/assurance/assurance';
import type * as levels from '../../domain/assurance/levels';
import { describedEnum } from '../described-enum';

export const AssuranceLevel = describedEnum<levels.AssuranceLevel>(
  'AssuranceLevel',
  'How sure we may be that the person behind the account is who the account says. In rising order.',
  {
    NONE: 'Nothing is known.',
    CONTACT: "A phone number can be reached. Nobody's name is known.",
    LOW: 'A source knows the name (and number) that was claimed; that it is this person is not shown.',
    SUBSTANTIAL: 'LOW, and something that only the person has or is was shown.',
    HIGH: 'A living face was compared with an official document or register, and the result came over a channel that can be trusted.',
  },
);
export type AssuranceLevel = levels.AssuranceLevel;

export const IdentityEvidence = describedEnum<domain.IdentityEvidence>(
  'IdentityEvidence',
  'What is known of name and identity number. In rising order.',
  {
    NONE: 'Nothing.',
    CLAIMED: 'The person said so.',
    MATCHED: 'A source confirmed what the person said.',
    AUTHORITATIVE: 'The source itself said it, from a document.',
  },
);
export type IdentityEvidence = domain.IdentityEvidence;

export const PersonBinding = describedEnum<domain.PersonBinding>(
  'PersonBinding',
  'What ties the person at the screen to that identity. In rising order.',
  {
    NONE: 'Nothing.',
    POSSESSION: 'A code sent to a phone, or the password of a card.',
    FACE: 'A photo of the face.',
    LIVE_FACE: 'A living face, in front of the camera.',
  },
);
export type PersonBinding = domain.PersonBinding;

export const ResultChannel = describedEnum<domain.ResultChannel>(
  'ResultChannel',
  'How the outcome reached us.',
  {
    NONE: 'It did not.',
    REDIRECT: "A redirect that anybody's browser could have carried.",
    UNSIGNED_PUSH: 'A push without signature, at an address that only the provider was told.',
    AUTHENTICATED: 'An answer to our own request.',
    CORROBORATED: 'Two providers that know nothing of each other agree.',
  },
);
export type ResultChannel = domain.ResultChannel;

export const AssuranceReasonCode = describedEnum<domain.AssuranceReasonCode>(
  'AssuranceReasonCode',
  'A rule that made, raised or lowered a level.',
  {
    METHOD: 'The method of verification sets the level.',
    NOT_APPROVED: 'It is not approved.',
    UNSIGNED_CHANNEL: 'The result came by a push without a signature (OneNET).',
    CORROBORATED: 'OneNET and Yuxin agree on name, identity number and phone number: HIGH.',
    PHONE_CONFIRMED: 'An SMS code reached the phone that the carrier knows as theirs: at least SUBSTANTIAL.',
    SECOND_INSPECTION_PASSED: 'A second inspection confirmed it; changes no level.',
    SECOND_INSPECTION_FAILED: 'A second inspection took the approval back.',
    STAFF_DECISION: 'Staff approved it: LOW.',
    IDENTITY_INCONSISTENT: 'Two verifications of the account know different identity numbers: at most LOW.',
    LAPSED: 'It is older than approvals by its method are valid.',
    CERTIFICATE_ENDED: 'The certificate that was shown has expired.',
    SANDBOX: 'A twin answered instead of the provider: no level, but in development.',
    MERGED_AWAY: 'A merge moved the verified data to another account.',
    REDACTED: 'The personal data was destroyed; the level stays.',
  },
);
export type AssuranceReasonCode = domain.AssuranceReasonCode;
