import type {
  AssuranceLevel,
  FamilyRelation,
  IdentityCertType,
  LinkIdPlatform,
  RelationProofSource,
  SchoolRole,
  SecondInspectionResult,
  VerificationEventCause,
  VerificationMethod,
  VerificationProvider,
  VerificationStatus,
} from '../../generated/operations.ts';
import type { FieldName } from '../methods/fields.ts';
import type { CaseTexts } from './case-texts.ts';

/** The choices in forms, by the name of their type in the schema. */
export interface Choices {
  readonly IdentityCertType: Readonly<Record<IdentityCertType, string>>;
  readonly SchoolRole: Readonly<Record<SchoolRole, string>>;
  readonly FamilyRelation: Readonly<Record<FamilyRelation, string>>;
  readonly RelationProofSource: Readonly<Record<RelationProofSource, string>>;
  readonly LinkIdPlatform: Readonly<Record<LinkIdPlatform, string>>;
}

/**
 * All texts of the page in one language. The tables are as long as the schema's enumerations: the page does not compile
 * until a new value of the schema is named here.
 */
export interface Texts {
  /** The language's name in the language itself. */
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
      | 'chooseOne'
      | 'required'
      | 'choosePhoto'
      | 'anotherPhoto'
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
      | 'refreshed'
      | 'cancel'
      | 'conflict'
      | 'merge'
      | 'merging'
      | 'holder'
      | 'code'
      | 'confirm'
      | 'tick'
      | 'sendCode'
      | 'codeSent'
      | 'mistyped'
      | 'moves'
      | 'movesUntil'
      | 'until'
      | 'mine'
      | 'mineNone'
      | 'why'
      | 'validUntil'
      | 'unreachable'
      | 'refused',
      string
    >
  >;
  readonly providers: Readonly<Record<VerificationProvider, string>>;
  readonly methodNames: Readonly<Record<VerificationMethod, string>>;
  /** Says for each method what the person needs. */
  readonly methodHelp: Readonly<Record<VerificationMethod, string>>;
  /** For methods whose values come from an application, not from the person. */
  readonly methodNotes: Readonly<Partial<Record<VerificationMethod, string>>>;
  readonly fields: Readonly<Record<FieldName, string>>;
  /** Says what to enter, if the label does not. */
  readonly hints: Readonly<Partial<Record<FieldName, string>>>;
  readonly choices: Choices;
  readonly statuses: Readonly<
    Record<VerificationStatus, { readonly name: string; readonly meaning: string }>
  >;
  readonly inspections: Readonly<Record<SecondInspectionResult, string>>;
  readonly causes: Readonly<Record<VerificationEventCause, string>>;
  readonly levels: Readonly<Record<AssuranceLevel, string>>;
  readonly cases: CaseTexts;
}
