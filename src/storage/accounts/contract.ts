/** Reads about accounts themselves. */
export interface Accounts {
  /** The sequence of the account's newest event; 0 when it has none. */
  lastSequence(guid: string): Promise<number>;
}
