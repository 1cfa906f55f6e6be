import type {
  CryptoKey,
  createLocalJWKSet,
  FlattenedJWSInput,
  JSONWebKeySet,
  JWSHeaderParameters,
} from 'jose';

export interface KeySetOptions {
  readonly url: string;
  /** How long keys are believed after they were last read, in milliseconds. */
  readonly staleMs: number;
  readonly now: () => Date;
  readonly fetch: typeof globalThis.fetch;
  /** Called after the first reading and after every change between success and failure; `code` says why it failed. */
  readonly onChange: (isUp: boolean, code: string | null) => void;
}

/** A token cannot be judged, because the keys that verify it cannot be read. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** Time between two readings, and between two attempts while they fail, in milliseconds. */
const refreshMs = 300_000;
const retryMs = 2000;

/** The set is read again for a key that is not in it, but no more often than this, in milliseconds. */
const cooldownMs = 30_000;

const timeoutMs = 5000;

/**
 * The issuer's signing keys. They are read in the background, so that no request waits for the issuer; while the issuer
 * is away, the known keys are believed for `staleMs`.
 */
export class KeySet {
  readonly #jose = require('jose') as typeof import('jose');
  #keys: ReturnType<typeof createLocalJWKSet> | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  /** Null until the first attempt has ended. */
  #isUp: boolean | null = null;
  #reading: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(private readonly options: KeySetOptions) {
    void this.#read();
  }

  /** False until the keys have been read once. */
  get isLoaded(): boolean {
    return this.#keys !== null;
  }

  /** The key that a token names, for jose. Rejects with KeysUnavailable when the token cannot be judged. */
  readonly resolve = async (header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> => {
    if (this.#age() > this.options.staleMs) await this.#reading;
    if (this.#age() > this.options.staleMs) throw new KeysUnavailable();
    try {
      return await this.#find(header, token);
    } catch (error) {
      if (!(error instanceof this.#jose.errors.JWKSNoMatchingKey)) throw error;
      if (this.#isUp && this.#age() < cooldownMs) throw error;
    }
    // The issuer may have a new key.
    await (this.#isUp ? this.#read() : this.#reading);
    if (!this.#isUp) throw new KeysUnavailable();
    return this.#find(header, token);
  };

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    if (!this.#keys) throw new KeysUnavailable();
    return this.#keys(header, token);
  }

  #age(): number {
    return this.options.now().getTime() - this.#readAt;
  }

  /** Never rejects. */
  #read(): Promise<void> {
    clearTimeout(this.#timer);
    this.#reading ??= this.#load()
      .then(
        () => {
          this.#readAt = this.options.now().getTime();
          this.#tell(true, null);
        },
        (error: unknown) => this.#tell(false, codeOf(error)),
      )
      .finally(() => {
        this.#reading = null;
        if (this.#isClosed) return;
        this.#timer = setTimeout(() => void this.#read(), this.#isUp ? refreshMs : retryMs);
        this.#timer.unref();
      });
    return this.#reading;
  }

  async #load(): Promise<void> {
    // Redirects are not followed: keys come from the address that the operator set, and from no other.
    const response = await this.options.fetch(this.options.url, {
      redirect: 'manual',
      headers: { accept: 'application/jwk-set+json, application/json' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status !== 200) throw new KeySetError(`HTTP_${response.status}`);
    const set = (await response.json()) as JSONWebKeySet;
    const keys = this.#jose.createLocalJWKSet(set);
    // An issuer that publishes no key signs no token: that is a fault of its own, and the known keys stay.
    if (set.keys.length === 0) throw new KeySetError('NO_KEYS');
    this.#keys = keys;
  }

  #tell(isUp: boolean, code: string | null): void {
    if (this.#isUp !== isUp) this.options.onChange(isUp, code);
    this.#isUp = isUp;
  }
}

class KeySetError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Only the error's code: its text may repeat parts of the answer. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  // Fetch hides the reason of a broken connection in the cause.
  const { code } = (error.cause instanceof Error ? error.cause : error) as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
