import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';

/** Keys of signed notes (C2SP signed-note): a name, and an Ed25519 key. */

/** The signature types of this service: 1 signs the note itself, 4 is a timestamped cosignature of a witness. */
export const noteTypes = { note: 1, cosignature: 4 } as const;

export type NoteType = (typeof noteTypes)[keyof typeof noteTypes];

export interface VerifierKey {
  readonly name: string;
  /** The first four bytes of the key's hash. */
  readonly id: Buffer;
  readonly type: NoteType;
  readonly publicKey: KeyObject;
  /** The C2SP form: `name+id+key`. */
  readonly vkey: string;
}

export interface SigningKey extends VerifierKey {
  readonly privateKey: KeyObject;
}

/** DER before the 32 bytes of an Ed25519 public key (SPKI). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const keyBytes = 32;

/** A name must survive a note's signature line and a vkey: no spaces, no plus sign. */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+\p{Cc}]/u.test(name) && name.isWellFormed();
}

/** Reads a vkey; null for one that is malformed, of another type, or whose id does not fit its key. */
export function parseVerifierKey(vkey: string): VerifierKey | null {
  const [name = '', id = '', encoded = '', ...rest] = splitVkey(vkey);
  const key = Buffer.from(encoded, 'base64');
  const type = Object.values(noteTypes).find((known) => known === key[0]);
  const isWhole = rest.length === 0 && key.toString('base64') === encoded && key.length === keyBytes + 1;
  if (!isWhole || type === undefined || !isKeyName(name)) return null;
  const found = verifierKey(name, type, key.subarray(1));
  return found.id.toString('hex') === id ? found : null;
}

/** Base64 may hold further plus signs. */
function splitVkey(vkey: string): string[] {
  const parts = vkey.split('+');
  return [...parts.slice(0, 2), parts.slice(2).join('+')];
}

/** The signing key of a private Ed25519 key in PKCS#8, as base64; null if it is anything else. */
export function signingKey(name: string, type: NoteType, pkcs8: string): SigningKey | null {
  const der = Buffer.from(pkcs8.trim(), 'base64');
  try {
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    if (privateKey.asymmetricKeyType !== 'ed25519' || !isKeyName(name)) return null;
    const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
    return { ...verifierKey(name, type, spki.subarray(-keyBytes)), privateKey };
  } catch {
    return null;
  }
}

/** The private key of 32 bytes, as PKCS#8 in base64. */
export function pkcs8OfSeed(seed: Buffer): string {
  return Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]).toString('base64');
}

/** A fresh private key: PKCS#8 as base64. */
export function makePrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

function verifierKey(name: string, type: NoteType, raw: Buffer): VerifierKey {
  const typed = Buffer.concat([Buffer.of(type), raw]);
  const id = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4);
  return {
    name,
    id,
    type,
    publicKey: createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' }),
    vkey: `${name}+${id.toString('hex')}+${typed.toString('base64')}`,
  };
}
