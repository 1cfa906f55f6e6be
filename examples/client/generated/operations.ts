/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Starts a verification on OneNET's page (ONENET_PAGE). */
export type StartOneNetVerificationInput = {
  /** The account to verify; the caller's own where left out. Naming another needs the scope realname:write. */
  readonly guid?: string | null | undefined;
  /** The same key from the same caller returns the first verification again. */
  readonly idempotencyKey?: string | null | undefined;
  /** Mobile number of the person to verify (phone); OneNET pushes it back. */
  readonly phone: string;
  /** The person's uid on the OneNET platform (user_id). */
  readonly userId: number;
};

/** What made a verification change. */
export type VerificationEventCause =
  /** cancelVerification took it back. */
  | 'CANCELED'
  /** mergeAccount settled a conflict. */
  | 'MERGED'
  /** The provider pushed a result. */
  | 'PROVIDER_CALLBACK'
  /** The provider was asked again. */
  | 'PROVIDER_QUERY'
  /** The provider's answer to the request, or its silence. */
  | 'PROVIDER_RESPONSE'
  /** Its personal data was destroyed. */
  | 'REDACTED'
  /** A request was recorded; it is sent to the provider next. */
  | 'REQUESTED'
  /** expiresAt passed. */
  | 'TIMED_OUT'
  /** The person's browser came back from the provider's page. */
  | 'USER_RETURNED';

/** Why an input field was refused. */
export type VerificationInputErrorCode =
  /** The check digit of an ID number is wrong: most likely a typing error. */
  | 'CHECK_DIGIT'
  /** The same idempotencyKey came before with other input. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** It does not have the form that is asked for. */
  | 'MALFORMED'
  /** The value is well-formed, but not allowed here. */
  | 'NOT_ALLOWED'
  /** The number or time lies outside what is allowed. */
  | 'OUT_OF_RANGE'
  /** It is missing or blank. */
  | 'REQUIRED'
  /** It is longer than allowed. */
  | 'TOO_LONG'
  /** Too many tries of a code or password for this target; wait before the next. */
  | 'TOO_MANY_ATTEMPTS'
  /** What it refers to does not exist, or is not the caller's to see. */
  | 'UNKNOWN_REFERENCE'
  /** What it refers to is not in a state that allows this. */
  | 'WRONG_STATE';

/** Where a verification stands. */
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

export type FollowVerificationSubscriptionVariables = Exact<{
  id: string;
  sinceVersion?: number | null | undefined;
}>;


export type FollowVerificationSubscription = { readonly verificationUpdated: { readonly version: number, readonly status: VerificationStatus, readonly cause: VerificationEventCause, readonly message: string | null, readonly recordedAt: string } };

export type FollowedEventFragment = { readonly version: number, readonly status: VerificationStatus, readonly cause: VerificationEventCause, readonly message: string | null, readonly recordedAt: string };

export type StartOneNetVerificationMutationVariables = Exact<{
  input: StartOneNetVerificationInput;
}>;


export type StartOneNetVerificationMutation = { readonly startOneNetVerification: { readonly verification: { readonly id: string, readonly version: number, readonly status: VerificationStatus, readonly authUrl: string | null } | null, readonly inputErrors: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: VerificationInputErrorCode, readonly message: string }> } };

export type VerificationQueryVariables = Exact<{
  id: string;
}>;


export type VerificationQuery = { readonly verification: { readonly id: string, readonly version: number, readonly status: VerificationStatus, readonly subject: { readonly realName: string | null, readonly identityNo: string | null, readonly mobileNo: string | null }, readonly failure: { readonly message: string, readonly retryable: boolean } | null } | null };

export const FollowedEventFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FollowedEvent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]} as unknown as DocumentNode<FollowedEventFragment, unknown>;
export const FollowVerificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowVerification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sinceVersion"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verificationUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"sinceVersion"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sinceVersion"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FollowedEvent"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FollowedEvent"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VerificationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]} as unknown as DocumentNode<FollowVerificationSubscription, FollowVerificationSubscriptionVariables>;
export const StartOneNetVerificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartOneNetVerification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartOneNetVerificationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startOneNetVerification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"authUrl"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<StartOneNetVerificationMutation, StartOneNetVerificationMutationVariables>;
export const VerificationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Verification"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verification"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realName"}},{"kind":"Field","name":{"kind":"Name","value":"identityNo"}},{"kind":"Field","name":{"kind":"Name","value":"mobileNo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<VerificationQuery, VerificationQueryVariables>;