/**
 * The contract of the store: what it remembers, and what it promises.
 *
 * - A change of a verification, its event and its version are one transaction.
 * - Whoever listens to `changes` is told after the commit, never before, and never of what did not commit.
 * - Personal data is sealed on the way in and opened lazily on the way out.
 */
import type { Transition } from '../domain/transition';
import type {
  StoredEvent,
  Verification,
  VerificationEvent,
  VerificationStatus,
} from '../domain/verification';

export interface Store {
  readonly changes: ChangeFeed;
  create(draft: Draft): Promise<Created>;
  /** What an idempotency key was used for before; null when this is its first use. */
  firstUse(use: IdempotencyUse): Promise<Extract<Created, { kind: 'repeated' | 'keyReused' }> | null>;
  /**
   * Changes one verification under a lock. `decide` is given the verification as it stands and returns what becomes
   * of it, or null to leave it; it may run again, and what the last run said counts. `factKey` names the fact: one
   * that was recorded before changes nothing; so does an idempotency key that was used before. Null when there is no
   * such verification.
   */
  change(
    target: ChangeTarget,
    decide: (current: Verification) => Transition | null,
    options?: ChangeOptions,
  ): Promise<Changed | null>;

  find(ids: readonly string[]): Promise<ReadonlyMap<string, Verification>>;
  findByReference(reference: SearchableReference, value: string): Promise<Verification | null>;
  /** By the keyed hash of the token of its callback or return address. */
  findByDoor(tokenHash: string): Promise<Verification | null>;
  /** Newest first. */
  list(query: ListQuery): Promise<Page>;
  /** The newest verification of each account, of that method where one is given; in the order asked. */
  latest(keys: readonly LatestKey[]): Promise<readonly (Verification | null)[]>;
  /** Accounts with an approved verification that no second inspection of the same method took back later. */
  verifiedAccounts(guids: readonly string[]): Promise<ReadonlySet<string>>;

  /** Every event of each verification, oldest first. */
  histories(ids: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>>;
  eventsAfter(verificationId: string, version: number, limit: number): Promise<readonly StoredEvent[]>;
  accountEventsAfter(guid: string, sequence: number, limit: number): Promise<readonly StoredEvent[]>;
  /** The sequence of the account's newest event; 0 where it has none. */
  accountSequence(guid: string): Promise<number>;

  /** Undecided verifications whose time is over, oldest first. */
  overdue(now: Date, limit: number): Promise<readonly string[]>;
  /** Undecided verifications of these providers that it is time to ask about, longest waiting first. */
  dueToAsk(providers: readonly string[], now: Date, limit: number): Promise<readonly DueToAsk[]>;
  /** Asked in vain: ask again then, or at the next change only (null). No change of the verification. */
  postponeAsking(id: string, next: { readonly at: Date | null; readonly asks: number }): Promise<void>;
  /** Destroys the requests that were kept for a merge and are older than `before`. How many there were. */
  forgetReplays(before: Date): Promise<number>;
  /**
   * Counts one try for a target, unless `limit` tries were counted within the window already: then false, and nothing
   * is counted.
   */
  takeAttempt(target: string, options: { now: Date; windowMs: number; limit: number }): Promise<boolean>;

  /** Forgets tries counted before then, which no window holds any more. How many there were. */
  forgetAttempts(before: Date): Promise<number>;

  /** Records durably that somebody was shown a verification's personal data. */
  recordReveal(reveal: Reveal): Promise<void>;
  /** Verifications of an account whose personal data is still there, oldest first. */
  unredacted(guid: string, limit: number): Promise<readonly string[]>;
  /** Who was shown each verification's personal data, oldest first. */
  reveals(verificationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Reveal[]>>;
  /** Ended verifications that have not changed since before then, and whose personal data is still there. */
  outlived(before: Date, limit: number): Promise<readonly string[]>;
  /**
   * Destroys the data key that sealed what is redacted, and with it every copy in every backup. What is not redacted
   * of the same account is sealed anew, with a new key.
   */
  destroyRedacted(verificationIds: readonly string[]): Promise<void>;
  /** Redacted verifications whose key is still there: their destruction was cut short. */
  undestroyed(limit: number): Promise<readonly string[]>;
  /** What waits for the person or the provider; counted no further than the limit. */
  undecided(limit: number): Promise<Backlog>;
  /** Seals every data key with the first of ENCRYPTION_KEYS, so that older ones can be taken away. How many it sealed. */
  rotateKeys(onProgress?: (done: number) => void): Promise<number>;

  /** Makes what the tables need for the time ahead, such as a partition for the next month. */
  makeRoom(now: Date): Promise<void>;
  /** Runs the job, unless another process on the same database is running one of this name. */
  exclusively(duty: string, job: () => Promise<unknown>): Promise<void>;
  /** Connections of this process to the database; null where there is one, as with SQLite. */
  connections(): ConnectionCounts | null;
  /** A keyed hash for looking up what must not stand in the store in plain text. */
  fingerprint(text: string): string;
  /** Rejects when the database cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface Backlog {
  readonly counts: ReadonlyMap<VerificationStatus, number>;
  /** When the oldest was started; null where nothing waits. */
  readonly oldest: Date | null;
}

export interface ConnectionCounts {
  readonly open: number;
  /** Open ones that nobody uses. */
  readonly idle: number;
  /** Requests that wait for one. */
  readonly waiting: number;
}

export interface DueToAsk {
  readonly id: string;
  /** How often it was asked in vain since its last change. */
  readonly asks: number;
}

export type SearchableReference = 'rnAuthTicket' | 'busiSeq';

export interface Draft {
  readonly verification: Verification;
  readonly event: VerificationEvent;
  readonly doorTokenHash?: string;
  readonly idempotency?: IdempotencyUse;
  readonly tries?: Tries;
}

/**
 * Tries of a code or password, counted in one transaction with what they are for: where a counter is full, nothing
 * is done and nothing is counted; where nothing is to be done, nothing is counted either.
 */
export interface Tries {
  readonly counters: readonly { readonly nameHash: string; readonly limit: number }[];
  readonly now: Date;
  readonly windowMs: number;
}

export interface Reveal {
  readonly verificationId: string;
  /** Account of who was shown it. */
  readonly caller: string;
  readonly purpose: string;
  readonly at: Date;
}

export interface IdempotencyUse {
  /** Keyed hash of caller and key. */
  readonly keyHash: string;
  /** Keyed hash of the method and its input. */
  readonly requestHash: string;
}

export type Created =
  | { readonly kind: 'created'; readonly verification: Verification }
  /** The idempotency key was used before: with this input, or with another. */
  | { readonly kind: 'repeated'; readonly verification: Verification }
  | { readonly kind: 'keyReused' }
  | { readonly kind: 'tooManyTries' };

/** A verification by its id, or by the keyed hash of the token of its callback address. */
export type ChangeTarget = string | { readonly doorTokenHash: string };

export interface ChangeOptions {
  readonly factKey?: string;
  /** Claimed together with the change, and only if there is one. */
  readonly idempotency?: IdempotencyUse;
  readonly tries?: Tries;
}

export type Changed =
  | { readonly kind: 'changed'; readonly verification: Verification; readonly event: StoredEvent }
  | { readonly kind: 'unchanged'; readonly verification: Verification }
  | { readonly kind: 'repeated'; readonly verification: Verification }
  | { readonly kind: 'keyReused' }
  | { readonly kind: 'tooManyTries' };

export interface VerificationFilter {
  readonly guid?: string;
  readonly provider?: readonly string[];
  readonly method?: readonly string[];
  readonly status?: readonly VerificationStatus[];
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
}

export interface PageKey {
  readonly createdAt: Date;
  readonly id: string;
}

export interface ListQuery {
  readonly filter: VerificationFilter;
  readonly limit: number;
  /** Only what is older than this one. */
  readonly after?: PageKey;
}

export interface Page {
  readonly items: readonly Verification[];
  readonly hasMore: boolean;
}

export interface LatestKey {
  readonly guid: string;
  readonly method: string | null;
}

/** A push as it came, to be judged when there is a store to judge it by. */
export interface Push {
  /** Name of the provider in the registry. */
  readonly provider: string;
  /** Keyed hash of the token it came with. */
  readonly doorHash: string;
  /** Parsed as JSON where it was JSON. */
  readonly body: unknown;
  readonly receivedAt: Date;
}

export interface KeptPush extends Omit<Push, 'body'> {
  readonly id: number;
  /** The body. Throws where it was altered, or its key is gone. */
  open(): unknown;
}

/**
 * Keeps pushes durably on this machine while the store cannot be written. Every call is done when it returns, and
 * throws when it cannot be done.
 */
export interface PushInbox {
  put(push: Push): void;
  /** Those behind that id, oldest first. */
  waiting(after: number, limit: number): readonly KeptPush[];
  remove(id: number): void;
  /** Nobody's, or unreadable: not tried again unless somebody says so. */
  setAside(id: number, reason: string): void;
  /** Destroys what came before then, set aside or not. How many there were. */
  forget(before: Date): number;
  counts(): { readonly waiting: number; readonly aside: number };
  close(): void;
}

/**
 * Wakes those who wait for a change. A wake-up carries nothing: the events are read from the store, so that one too
 * many does no harm and a slow reader holds no memory.
 */
export interface ChangeFeed {
  listen(topic: ChangeTopic): Wake;
}

export type ChangeTopic = { readonly verificationId: string } | { readonly guid: string };

export interface Wake {
  /** Resolves at the next change after the last call, also one that came in between; at once when closed. */
  next(): Promise<void>;
  /** Nothing more will wake it, but for who waits already. */
  close(): void;
}
