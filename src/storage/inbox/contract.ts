/** A push as it came, to be applied as soon as the store can be written. */
export interface Push {
  /** Name of the provider in the registry. */
  readonly provider: string;
  /** Keyed hash of the token it came with. */
  readonly callbackHash: string;
  /** Whether the token carries our MAC: then it is surely an address of ours. */
  readonly hasMac: boolean;
  /** Parsed if it was JSON. */
  readonly body: unknown;
  readonly receivedAt: Date;
}

export interface KeptPush extends Omit<Push, 'body'> {
  readonly id: number;
  /** The body. Throws if it was altered, or if its key is gone. */
  open(): unknown;
}

/**
 * Keeps pushes durably on this machine while the store cannot be written. Every call is done when it returns, and
 * throws when it cannot be done.
 */
export interface PushInbox {
  /**
   * Keeps the sealed secret of the keyed hashes, so that addresses of ours are known, and their pushes kept, also when
   * this machine starts while the database is away.
   */
  keepHashSecret(sealed: Uint8Array): void;
  /**
   * Pushes without a MAC can be anybody's: they fill an eighth of the inbox at most, and give way to pushes with one.
   */
  put(push: Push): void;
  /** Those with a greater id, oldest first. */
  waiting(after: number, limit: number): readonly KeptPush[];
  remove(id: number): void;
  /** Sets a push aside that matches no verification or cannot be read: only an operator can have it applied again. */
  setAside(id: number, reason: string): void;
  /** Destroys pushes received before that time, set aside or not. Returns how many there were. */
  forget(before: Date): number;
  counts(): { readonly waiting: number; readonly aside: number };
  close(): void;
}
