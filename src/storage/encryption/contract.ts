/** The keys and keyed hashes of the store. */
export interface Encryption {
  /** A keyed hash, for looking up values that must not be stored in plain text. */
  fingerprint(text: string): string;
  /** The secret of the keyed hashes, sealed with the first of ENCRYPTION_KEYS, for the inbox to keep. */
  sealedHashSecret(): Buffer;
  /**
   * Seals every data key with the first of ENCRYPTION_KEYS, so that older ones can be removed. Returns how many it
   * sealed.
   */
  rotateKeys(onProgress?: (done: number) => void): Promise<number>;
  /** Records that this process serves, and with which keys; to be repeated several times a minute. */
  announceProcess(id: string): Promise<void>;
  leaveProcess(id: string): Promise<void>;
  /** How many processes serve that lack the first of ENCRYPTION_KEYS: they could open nothing that it seals. */
  processesWithoutFirstKey(): Promise<number>;
  /**
   * Seals some rows that the release before this one wrote, while they are believed: for a day after the upgrade, or, on
   * SQLite, until all are sealed. Returns how many. With `trusted`, an operator vouches for them at any time.
   */
  sealRows(options?: { readonly trusted?: boolean }): Promise<number>;
  /**
   * Calls the listener whenever personal data was erased, in whichever process; on SQLite only in this one. The
   * listener drops everything of it that it keeps in memory.
   */
  onErased(listener: () => void): void;
}
