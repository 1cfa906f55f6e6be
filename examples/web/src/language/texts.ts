import type {
  FamilyRelation,
  IdentityCertType,
  LinkIdPlatform,
  RelationProofSource,
  SchoolRole,
  SecondInspectionResult,
  VerificationEventCause,
  VerificationFailureCode,
  VerificationInputErrorCode,
  VerificationMethod,
  VerificationProvider,
  VerificationStatus,
} from '../../generated/operations.ts';
import type { FieldName } from '../methods/fields.ts';

/** What can be chosen in a form, by the name of its type in the schema. */
export interface Choices {
  readonly IdentityCertType: Readonly<Record<IdentityCertType, string>>;
  readonly SchoolRole: Readonly<Record<SchoolRole, string>>;
  readonly FamilyRelation: Readonly<Record<FamilyRelation, string>>;
  readonly RelationProofSource: Readonly<Record<RelationProofSource, string>>;
  readonly LinkIdPlatform: Readonly<Record<LinkIdPlatform, string>>;
}

/**
 * All that the page says in one language. Its tables are as long as the schema's enumerations: a value that the schema
 * gains has to be named here before the page compiles again.
 */
export interface Texts {
  /** The language's name in itself. */
  readonly ownName: string;
  readonly page: Readonly<Record<'title' | 'youAre' | 'footer' | 'loading' | 'retry', string>>;
  readonly methods: Readonly<
    Record<
      | 'heading'
      | 'lead'
      | 'all'
      | 'deferred'
      | 'atOnce'
      | 'off'
      | 'away'
      | 'optional'
      | 'example'
      | 'exampleHint'
      | 'start'
      | 'starting'
      | 'choose'
      | 'pickOne',
      string
    >
  >;
  readonly view: Readonly<
    Record<
      | 'another'
      | 'absent'
      | 'live'
      | 'lost'
      | 'open'
      | 'openHint'
      | 'scan'
      | 'scanLocal'
      | 'person'
      | 'masked'
      | 'account'
      | 'verified'
      | 'notVerified'
      | 'school'
      | 'department'
      | 'relative'
      | 'address'
      | 'authority'
      | 'history'
      | 'version'
      | 'secondInspection'
      | 'failure'
      | 'providerCode'
      | 'retryable'
      | 'notRetryable'
      | 'tryAgain'
      | 'refresh'
      | 'cancel'
      | 'conflict'
      | 'merge'
      | 'merging'
      | 'holder'
      | 'code'
      | 'confirm'
      | 'until'
      | 'unreachable',
      string
    >
  >;
  readonly providers: Readonly<Record<VerificationProvider, string>>;
  readonly methodNames: Readonly<Record<VerificationMethod, string>>;
  /** Null: the service's own words. */
  readonly methodDescriptions: Readonly<Record<VerificationMethod, string>> | null;
  readonly fields: Readonly<Record<FieldName, string>>;
  readonly choices: Choices;
  readonly statuses: Readonly<
    Record<VerificationStatus, { readonly name: string; readonly meaning: string }>
  >;
  readonly inspections: Readonly<Record<SecondInspectionResult, string>>;
  readonly causes: Readonly<Record<VerificationEventCause, string>>;
  /** Null: the service's own words. */
  readonly inputErrors: Readonly<Record<VerificationInputErrorCode, string>> | null;
  /** Null: the service's own words. */
  readonly failures: Readonly<Record<VerificationFailureCode, string>> | null;
}
