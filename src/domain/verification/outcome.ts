import type { Said } from '../messages/message';
import type {
  AuditInfo,
  Failure,
  IdentityHolder,
  ProviderReferences,
  SchoolRecord,
  SecondInspectionResult,
  Subject,
} from './verification';

/** A provider's information besides its verdict. A missing field leaves the stored value unchanged. */
export interface Findings {
  readonly references?: ProviderReferences;
  /**
   * The references with which the provider was queried, if each return of the person brings a new one. They are
   * recorded like the others. After a verdict, an answer to other references than the verdict rests on changes nothing.
   */
  readonly askedBy?: ProviderReferences;
  /** Data about the person that the provider confirmed; it overlays the person's claims. */
  readonly subject?: Subject;
  readonly school?: SchoolRecord;
  readonly audit?: AuditInfo;
  /** Data that the provider's adapter needs at the next query. */
  readonly memo?: Readonly<Record<string, unknown>>;
  /** The provider's own time of this answer. */
  readonly occurredAt?: Date;
  /** One line for the history, without personal data. */
  readonly message?: Said;
  /** With `failed` and `silent`: true if the request certainly did nothing. */
  readonly isUnsent?: true;
}

/** The outcome of a verification in terms of the domain: every provider's answer becomes one of these. */
export type Outcome = Findings &
  (
    | { readonly kind: 'awaitingUser'; readonly authUrl: string }
    | { readonly kind: 'inReview' }
    | { readonly kind: 'approved'; readonly secondInspection?: SecondInspectionResult }
    | {
        readonly kind: 'rejected';
        readonly failure: Failure;
        readonly secondInspection?: SecondInspectionResult;
      }
    /** Another account holds the identity and a merge can settle it; `replay` is the body to repeat then. */
    | { readonly kind: 'conflict'; readonly holder: IdentityHolder; readonly replay: string }
    | { readonly kind: 'blocked'; readonly holder: IdentityHolder; readonly failure: Failure }
    /** It could not be carried out, and the provider says so. */
    | { readonly kind: 'failed'; readonly failure: Failure }
    /** The provider answered something that says neither yes nor no, or that no document names. */
    | { readonly kind: 'undecided' }
    /** No answer, a cut connection, 5xx, or a body that does not parse: the result is unknown. */
    | { readonly kind: 'silent' }
  );
