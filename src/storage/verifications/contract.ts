import type { Evidence } from '../../domain/assurance/assurance';
import type { StoredEvent, VerificationEvent } from '../../domain/verification/event';
import type { Transition } from '../../domain/verification/transition';
import type { Environment, Verification, VerificationStatus } from '../../domain/verification/verification';
import type { PrivilegedAct } from '../acts/contract';
import type { AttemptCount, TooMany } from '../attempts/contract';
import type { CaseWrite, FirstCaseUse } from '../cases/contract';
import type { ConsentRest } from '../consents/contract';
import type { FirstUse, IdempotencyUse } from '../idempotency/contract';
import type { IdentityCounting } from '../identities/contract';

/**
 * The verifications. A change of one, its event and its version are one transaction. Personal data is sealed on the
 * way in and opened lazily on the way out.
 */
export interface Verifications extends VerificationReads, VerificationChanges {}

export interface VerificationReads {
  find(ids: readonly string[]): Promise<ReadonlyMap<string, Verification>>;
  /**
   * One verification, its key read from the key store even if it is open in memory: what another process has erased
   * is erased here at once, whether its message has arrived or not.
   */
  findAfresh(id: string): Promise<Verification | null>;
  findByReference(reference: SearchableReference, value: string): Promise<Verification | null>;
  /** The number of an account's verifications. */
  count(guid: string): Promise<number>;
  /** By the keyed hash of the token of its callback or return address. */
  findByCallbackToken(tokenHash: string): Promise<Verification | null>;
  /**
   * Whether any verification has a callback address of 1.0.0, whose token carries no MAC. Asks the database at most once
   * a second, and answers as before while it is away.
   */
  hasFormerCallbacks(): Promise<boolean>;
  list(query: ListQuery): Promise<Page>;
  /**
   * The same for the states of rows alone, whose seals are not checked: for what is remembered of a row, which was read
   * with its seal. `withAccounts`: also the states of their accounts, read in the same moment.
   */
  states(ids: readonly string[], withAccounts?: boolean): Promise<ReadonlyMap<string, RowState>>;
  listStates(query: ListQuery, withAccounts?: boolean): Promise<PageOfStates>;
  /** The newest verification of each account, of the given method if there is one; in the order of the keys. */
  latest(keys: readonly LatestKey[]): Promise<readonly (Verification | null)[]>;
  /**
   * The verifications of each account that have a verdict, in the order of their ids. One query for all accounts. Those
   * in `read` have just been read, and are not read again.
   */
  ofAccounts(
    guids: readonly string[],
    read?: readonly Verification[],
  ): Promise<ReadonlyMap<string, readonly Decided[]>>;
}

/** The part of a verification that says whether it has changed, and whose it is. */
export interface RowState extends Pick<Verification, 'id' | 'version' | 'guid'> {
  /**
   * The number of changes of the account's verifications: as long as it stays, so does the account's evidence. Null
   * without an account; absent if it was not asked for.
   */
  readonly revision?: number | null | undefined;
}

export interface PageOfStates {
  /** Each with its place in every order. */
  readonly items: readonly (RowState & Pick<Verification, 'createdAt' | 'updatedAt'>)[];
  readonly hasMore: boolean;
}

/** A verification with a verdict: the parts on which the assurance and the facts of its account rest. */
export type Decided = Evidence & Pick<Verification, 'id'>;

export interface VerificationChanges {
  create(draft: Draft): Promise<Created>;
  /**
   * Changes one verification under a lock. `decide` gets the current verification and returns the changed one with its
   * event, or null for no change; it may run again, and only its last result counts. `factKey` identifies the fact: if
   * it was recorded before, nothing changes, and likewise for an idempotency key that was used before. Null if there is
   * no such verification.
   */
  change(
    target: ChangeTarget,
    decide: (current: Verification) => Transition | null,
    options?: ChangeOptions,
  ): Promise<Changed | null>;
}

export type SearchableReference = 'rnAuthTicket' | 'busiSeq';

export interface Draft {
  readonly verification: Verification;
  readonly event: VerificationEvent;
  readonly callbackTokenHash?: string;
  readonly idempotency?: IdempotencyUse;
  readonly attempts?: AttemptCount;
  /** The change of the case that the verification serves; its idempotency key counts for the case. */
  readonly case?: CaseWrite;
  /** The consents that the request rests on. */
  readonly consents?: ConsentRest;
}

export type Created =
  | { readonly kind: 'created'; readonly verification: Verification }
  | FirstUse
  | TooMany
  | Extract<FirstCaseUse, { readonly kind: 'caseRepeated' }>
  /** The case has changed since: nothing was recorded. */
  | { readonly kind: 'caseMoved' }
  /** A consent that the request rests on stands no more: nothing was recorded. */
  | { readonly kind: 'consentGone' };

/** A verification by its id, or by the keyed hash of the token of its callback address. */
export type ChangeTarget = string | { readonly callbackTokenHash: string };

export interface ChangeOptions {
  readonly factKey?: string;
  /** Claimed together with the change, and only if there is one. */
  readonly idempotency?: IdempotencyUse;
  readonly attempts?: AttemptCount;
  /** Changes every verification of another account in the same transaction, if the change itself is made. */
  readonly along?: {
    readonly guid: string;
    readonly decide: (current: Verification) => Transition | null;
  };
  /** Recorded in the same transaction, if the change is made. */
  readonly act?: PrivilegedAct;
  /** Counts the accounts on which the identity number of an approval is approved. */
  readonly identity?: IdentityCounting;
  /**
   * The references of a verification that serve it and no other one, for good. They are claimed together with the
   * change; if the change brings one that belongs to another verification, nothing is changed.
   */
  readonly singleUse?: (verification: Verification) => readonly SingleUseReference[];
}

export interface SingleUseReference {
  readonly name: string;
  readonly value: string;
  /** Keyed; it stays when the reference is destroyed. */
  readonly hash: string;
}

export type Changed =
  | {
      readonly kind: 'changed';
      readonly verification: Verification;
      readonly event: StoredEvent;
      /** Other accounts on which the identity number that the change approves is approved. */
      readonly otherAccounts: number;
    }
  | { readonly kind: 'unchanged'; readonly verification: Verification }
  | { readonly kind: 'repeated'; readonly verification: Verification }
  /** A reference that the change brings serves another verification. */
  | { readonly kind: 'servesAnother'; readonly verification: Verification }
  /** The identity number that the change would approve is approved on as many other accounts as it may be. */
  | { readonly kind: 'identityTaken'; readonly verification: Verification }
  | { readonly kind: 'keyReused' }
  | TooMany;

export interface VerificationFilter {
  readonly guid?: string;
  readonly provider?: readonly string[];
  readonly method?: readonly string[];
  readonly status?: readonly VerificationStatus[];
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
  readonly updatedAfter?: Date;
  readonly updatedBefore?: Date;
  readonly environment?: Environment;
  readonly clientReference?: string;
}

/** The order of a list; verifications of the same moment are ordered by id. */
export type ListOrder = 'CREATED_DESC' | 'CREATED_ASC' | 'UPDATED_DESC' | 'UPDATED_ASC';

/** A place in a list: the moment by which the list is ordered, and the id. */
export interface PageKey {
  readonly at: Date;
  readonly id: string;
}

export interface ListQuery {
  readonly filter: VerificationFilter;
  /** CREATED_DESC unless given. */
  readonly order?: ListOrder;
  readonly limit: number;
  /** Whether the limit counts from the end; the order of the list stays the same. */
  readonly fromEnd?: boolean;
  /** Only verifications after this place. */
  readonly after?: PageKey;
  /** Only verifications before this place. */
  readonly before?: PageKey;
}

export interface Page {
  readonly items: readonly Verification[];
  /** Whether there are more in the direction that the limit cut off. */
  readonly hasMore: boolean;
}

export interface LatestKey {
  readonly guid: string;
  readonly method: string | null;
}
