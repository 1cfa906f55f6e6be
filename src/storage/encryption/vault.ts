import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Secret } from '../../domain/privacy/secret';
import { SealError } from '../errors';
import { type CipherSuiteName, seal, unseal } from './cipher-suite';
import { type HmacKey, hmacKey, hmacOf } from './row-mac';

/** One of the service's own keys (ENCRYPTION_KEYS): 32 bytes and the name that is stored with what it seals. */
export interface ServiceKey {
  readonly id: string;
  readonly key: Secret<Buffer>;
}

/**
 * The service's keys. They seal only the accounts' data keys, so that changing them rewrites only those;
 * the first one seals, all of them open.
 */
export class Vault {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #sealing: { readonly id: string; readonly key: KeyObject };
  /** The name of each key with a check value, the first key first: the same name can be given to two keys. */
  readonly keyNames: readonly string[];

  constructor(
    keys: readonly ServiceKey[],
    /** Seals everything new. */
    readonly suite: CipherSuiteName,
  ) {
    const [first] = keys;
    if (!first) throw new RangeError('At least one encryption key is needed.');
    this.#keys = new Map(keys.map(({ id, key }) => [id, createSecretKey(key.reveal())]));
    this.keyNames = keys.map(({ id, key }) => `${id}:${checkValueOf(key)}`);
    this.#sealing = { id: first.id, key: createSecretKey(first.key.reveal()) };
  }

  /** Names of the keys that seal nothing new. */
  get retiredIds(): readonly string[] {
    return [...this.#keys.keys()].filter((id) => id !== this.#sealing.id);
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
      throw new SealError(`The key "${id}", which sealed ${context}, is not among ENCRYPTION_KEYS.`);
    }
    return unseal(key, sealed, context);
  }

  /** True if the bytes are not sealed with the first key, so that an older one is still needed. */
  isOutdated(wrapped: Uint8Array): boolean {
    return parse(wrapped).id !== this.#sealing.id;
  }
}

function checkValueOf(key: Secret<Buffer>): string {
  return createHmac('sha256', key.reveal()).update('name of a service key').digest('hex').slice(0, 16);
}

function parse(wrapped: Uint8Array): { readonly id: string; readonly sealed: Buffer } {
  const bytes = Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength);
  const idLength = bytes[0] ?? 0;
  return { id: bytes.subarray(1, 1 + idLength).toString(), sealed: bytes.subarray(1 + idLength) };
}

/** Hashes for lookups, with a key of their own, so that identity numbers cannot be tested against a stolen database. */
export class Fingerprints {
  readonly #key: HmacKey;

  constructor(readonly secret: Buffer) {
    this.#key = hmacKey(Buffer.from(hkdfSync('sha256', secret, '', 'fingerprint', 32)));
  }

  /** HMAC-SHA-256. */
  of(text: string): string {
    return hmacOf(this.#key, text).toString('base64url');
  }
}
