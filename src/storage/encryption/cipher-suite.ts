import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { SealError } from '../errors';

/** The ways of sealing. All of them can be read; CIPHER_SUITE says which one writes. */
export const cipherSuiteNames = ['aes', 'sm4'] as const;

export type CipherSuiteName = (typeof cipherSuiteNames)[number];

/**
 * Authenticated encryption with a 32-byte key, given as a KeyObject because OpenSSL takes that several times faster.
 * `context` is bound to the value, which does not open in another one.
 */
interface CipherSuite {
  /** The first byte of a value it sealed. */
  readonly mark: number;
  /** The parts of the sealed value, in their order. */
  seal(key: KeyObject, plaintext: Buffer, context: Buffer): readonly Buffer[];
  /** Throws when the key is wrong or anything was altered. */
  unseal(key: KeyObject, sealed: Buffer, context: Buffer): Buffer;
}

const gcmIvBytes = 12;
const gcmTagBytes = 16;

/** Random bytes for the next values: asking for twelve costs as much as asking for thousands. */
let gcmIvs: Buffer = Buffer.alloc(0);

/** Never given out twice. */
function freshGcmIv(): Buffer {
  if (gcmIvs.length === 0) gcmIvs = randomBytes(gcmIvBytes * 256);
  const iv = gcmIvs.subarray(0, gcmIvBytes);
  gcmIvs = gcmIvs.subarray(gcmIvBytes);
  return iv;
}

/** AES-256-GCM: iv (12 bytes), tag (16), ciphertext. */
const aes256Gcm: CipherSuite = {
  mark: 1,
  seal(key, plaintext, context) {
    const iv = freshGcmIv();
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: gcmTagBytes });
    cipher.setAAD(context);
    const ciphertext = cipher.update(plaintext);
    // Returns nothing more, and computes the tag.
    cipher.final();
    return [iv, cipher.getAuthTag(), ciphertext];
  },
  unseal(key, sealed, context) {
    const iv = sealed.subarray(0, gcmIvBytes);
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: gcmTagBytes });
    decipher.setAAD(context);
    decipher.setAuthTag(sealed.subarray(gcmIvBytes, gcmIvBytes + gcmTagBytes));
    const plaintext = decipher.update(sealed.subarray(gcmIvBytes + gcmTagBytes));
    // Returns nothing more, and throws if the tag is wrong.
    decipher.final();
    return plaintext;
  },
};

const sm4IvBytes = 16;
const sm4KeyBytes = 16;
const sm3Bytes = 32;

/** SM4-CTR, then HMAC-SM3 over context, iv and ciphertext (国密, for 密评): iv (16 bytes), tag (32), ciphertext. */
const sm4CtrHmacSm3: CipherSuite = {
  mark: 2,
  seal(key, plaintext, context) {
    const { encryption, authentication } = sm4Keys(key);
    const iv = randomBytes(sm4IvBytes);
    const cipher = createCipheriv('sm4-ctr', encryption, iv);
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return [iv, sm3Tag(authentication, context, iv, ciphertext), ciphertext];
  },
  unseal(key, sealed, context) {
    const { encryption, authentication } = sm4Keys(key);
    const iv = sealed.subarray(0, sm4IvBytes);
    const tag = sealed.subarray(sm4IvBytes, sm4IvBytes + sm3Bytes);
    const ciphertext = sealed.subarray(sm4IvBytes + sm3Bytes);
    const expected = sm3Tag(authentication, context, iv, ciphertext);
    if (tag.length !== expected.length || !timingSafeEqual(tag, expected)) throw new Error('tag mismatch');
    const decipher = createDecipheriv('sm4-ctr', encryption, iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  },
};

const suites: Readonly<Record<CipherSuiteName, CipherSuite>> = { aes: aes256Gcm, sm4: sm4CtrHmacSm3 };
const suitesByMark = new Map(Object.values(suites).map((suite) => [suite.mark, suite]));

/** The suite's mark (1 byte), then the suite's sealed value. */
export function seal(suiteName: CipherSuiteName, key: KeyObject, plaintext: Buffer, context: string): Buffer {
  const suite = suites[suiteName];
  return Buffer.concat([Buffer.of(suite.mark), ...suite.seal(key, plaintext, Buffer.from(context))]);
}

/** Opens what `seal` made with any suite, or throws SealError. */
export function unseal(key: KeyObject, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const suite = suitesByMark.get(bytes[0] ?? 0);
  if (!suite) throw new SealError(`The sealed value ${context} has a format this version does not know.`);
  try {
    return suite.unseal(key, bytes.subarray(1), Buffer.from(context));
  } catch (cause) {
    throw new SealError(`The sealed value ${context} does not open: wrong key, or altered.`, { cause });
  }
}

interface Sm4Keys {
  readonly encryption: KeyObject;
  readonly authentication: KeyObject;
}

const derivedKeys = new WeakMap<KeyObject, Sm4Keys>();

/** One key must not serve two purposes: both halves are derived. */
function sm4Keys(key: KeyObject): Sm4Keys {
  const known = derivedKeys.get(key);
  if (known) return known;
  const derived = Buffer.from(hkdfSync('sm3', key, '', 'sm4-ctr hmac-sm3', sm4KeyBytes + sm3Bytes));
  const keys = {
    encryption: createSecretKey(derived.subarray(0, sm4KeyBytes)),
    authentication: createSecretKey(derived.subarray(sm4KeyBytes)),
  };
  derivedKeys.set(key, keys);
  return keys;
}

function sm3Tag(key: KeyObject, context: Buffer, iv: Buffer, ciphertext: Buffer): Buffer {
  const contextLength = Buffer.alloc(4);
  contextLength.writeUInt32BE(context.length);
  return createHmac('sm3', key).update(contextLength).update(context).update(iv).update(ciphertext).digest();
}
