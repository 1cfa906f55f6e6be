import type {
  AuditInfo,
  Failure,
  IdentityHolder,
  ProviderReferences,
  SchoolRecord,
  SecondInspectionResult,
  Subject,
} from './verification';

/** What a provider told us besides its verdict. What is absent leaves what we know as it is. */
export interface Findings {
  readonly references?: ProviderReferences;
  /** What the provider confirmed about the person; overlays what the person claimed. */
  readonly subject?: Subject;
  readonly school?: SchoolRecord;
  readonly audit?: AuditInfo;
  /** What the provider's adapter wants to see again at the next query. */
  readonly memo?: Readonly<Record<string, unknown>>;
  /** The provider's own time of this answer. */
  readonly occurredAt?: Date;
  /** One line for the history, without personal data. */
  readonly message?: string;
}

/** What became of a verification, in the words of the domain: every provider's answers end here. */
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
    /** No answer, a cut connection, 5xx, or a body that does not parse: nobody knows. */
    | { readonly kind: 'silent' }
  );
