import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '../domain/secret';
import { SealError } from './errors';

/** One of the service's own keys (ENCRYPTION_KEYS): 32 bytes and the name that is stored with what it seals. */
export interface ServiceKey {
  readonly id: string;
  readonly key: Secret<Buffer>;
}

const suiteAes256Gcm = 1;
const ivBytes = 12;
const tagBytes = 16;

/** A fresh data key of an account. */
export function newDataKey(): Buffer {
  return randomBytes(32);
}

/**
 * Seals with AES-256-GCM: suite (1 byte), iv (12), tag (16), ciphertext. `context` says what the value is and whose;
 * a value moved to another place does not open.
 */
export function seal(key: Buffer, plaintext: Buffer, context: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from([suiteAes256Gcm]), iv, cipher.getAuthTag(), ciphertext]);
}

/** Opens what `seal` made, or throws SealError. */
export function unseal(key: Buffer, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== suiteAes256Gcm || bytes.length < 1 + ivBytes + tagBytes) {
    throw new SealError(`The sealed value ${context} has a format this version does not know.`);
  }
  const iv = bytes.subarray(1, 1 + ivBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
  } catch (cause) {
    throw new SealError(`The sealed value ${context} does not open: wrong key, or altered.`, { cause });
  }
}

/**
 * The service's keys. They seal only the accounts' data keys, so that changing them re-writes those and nothing else;
 * the first one seals, all of them open.
 */
export class Vault {
  readonly #keys: ReadonlyMap<string, Secret<Buffer>>;
  readonly #sealing: ServiceKey;

  constructor(keys: readonly ServiceKey[]) {
    const [first] = keys;
    if (!first) throw new RangeError('At least one encryption key is needed.');
    this.#sealing = first;
    this.#keys = new Map(keys.map((key) => [key.id, key.key]));
  }

  /** Length of the key's name (1 byte), the name, then the sealed bytes. */
  wrap(plaintext: Buffer, context: string): Buffer {
    const id = Buffer.from(this.#sealing.id);
    return Buffer.concat([
      Buffer.from([id.length]),
      id,
      seal(this.#sealing.key.reveal(), plaintext, context),
    ]);
  }

  unwrap(wrapped: Uint8Array, context: string): Buffer {
    const bytes = Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength);
    const idLength = bytes[0] ?? 0;
    const id = bytes.subarray(1, 1 + idLength).toString();
    const key = this.#keys.get(id);
    if (!key) {
      throw new SealError(`ENCRYPTION_KEYS has no key named "${id}", which ${context} was sealed with.`);
    }
    return unseal(key.reveal(), bytes.subarray(1 + idLength), context);
  }
}

/** Hashes for lookups, with a key of their own, so that nobody can try identity numbers against a stolen database. */
export class Fingerprints {
  readonly #key: Buffer;

  constructor(secret: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'fingerprint', 32));
  }

  of(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
