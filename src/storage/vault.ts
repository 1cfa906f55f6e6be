import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Secret } from '../domain/secret';
import { type CipherSuiteName, seal, unseal } from './cipher-suite';
import { SealError } from './errors';

/** One of the service's own keys (ENCRYPTION_KEYS): 32 bytes and the name that is stored with what it seals. */
export interface ServiceKey {
  readonly id: string;
  readonly key: Secret<Buffer>;
}

/**
 * The service's keys. They seal only the accounts' data keys, so that changing them re-writes those and nothing else;
 * the first one seals, all of them open.
 */
export class Vault {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #sealing: { readonly id: string; readonly key: KeyObject };

  constructor(
    keys: readonly ServiceKey[],
    /** With which everything new is sealed. */
    readonly suite: CipherSuiteName,
  ) {
    const [first] = keys;
    if (!first) throw new RangeError('At least one encryption key is needed.');
    this.#keys = new Map(keys.map(({ id, key }) => [id, createSecretKey(key.reveal())]));
    this.#sealing = { id: first.id, key: createSecretKey(first.key.reveal()) };
  }

  /** Length of the key's name (1 byte), the name, then the sealed bytes. */
  wrap(plaintext: Buffer, context: string): Buffer {
    const id = Buffer.from(this.#sealing.id);
    const sealed = seal(this.suite, this.#sealing.key, plaintext, context);
    return Buffer.concat([Buffer.from([id.length]), id, sealed]);
  }

  unwrap(wrapped: Uint8Array, context: string): Buffer {
    const { id, sealed } = parse(wrapped);
    const key = this.#keys.get(id);
    if (!key) {
      throw new SealError(`ENCRYPTION_KEYS has no key named "${id}", which ${context} was sealed with.`);
    }
    return unseal(key, sealed, context);
  }

  /** True when something is not sealed with the first key, and so keeps an older one needed. */
  isOutdated(wrapped: Uint8Array): boolean {
    return parse(wrapped).id !== this.#sealing.id;
  }
}

function parse(wrapped: Uint8Array): { readonly id: string; readonly sealed: Buffer } {
  const bytes = Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength);
  const idLength = bytes[0] ?? 0;
  return { id: bytes.subarray(1, 1 + idLength).toString(), sealed: bytes.subarray(1 + idLength) };
}

/** Hashes for lookups, with a key of their own, so that nobody can try identity numbers against a stolen database. */
export class Fingerprints {
  readonly #key: KeyObject;

  constructor(secret: Buffer) {
    this.#key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'fingerprint', 32)));
  }

  of(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
