/** The destruction of personal data, and the search for data that is due for it. */
export interface Retention extends RetentionReads, RetentionChanges {}

export interface RetentionReads {
  /** Verifications of an account whose personal data is still there, oldest first. */
  unredacted(guid: string, limit: number): Promise<readonly string[]>;
  /** Ended verifications that have not changed since that time, and whose personal data is still there. */
  outlived(before: Date, limit: number): Promise<readonly string[]>;
  /** Redacted verifications whose key is still there: their destruction was cut short. */
  undestroyed(limit: number): Promise<readonly string[]>;
  /** The same for cases. */
  undestroyedCases(limit: number): Promise<readonly string[]>;
  /**
   * The next `limit` verifications after `after`, by id: those with personal data whose key is not in the key store.
   */
  keyless(after: string, limit: number): Promise<KeylessPage>;
}

export interface KeylessPage {
  readonly ids: readonly string[];
  /** The next page begins after it; null after the last one. */
  readonly last: string | null;
}

export interface RetentionChanges {
  /**
   * Destroys the data key that sealed what is redacted, and with it every copy in every backup. The rest
   * of the same account is sealed again, with a new key.
   */
  destroyRedacted(verificationIds: readonly string[], caseIds?: readonly string[]): Promise<void>;
  /** Destroys the requests that were kept for a merge and are older than `before`. Returns how many there were. */
  forgetReplays(before: Date): Promise<number>;
}
