import { sign, verify } from 'node:crypto';
import { noteTypes, type SigningKey, type VerifierKey } from './note-keys';

/** Signed notes (C2SP signed-note) and cosignatures of version 1 (C2SP tlog-cosignature). */

export interface Note {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly id: Buffer;
  /** The bytes after the id: for a cosignature, the time and then the signature. */
  readonly bytes: Buffer;
  /** As it stands in the note, without the newline. */
  readonly line: string;
}

/** A note with more signatures than this is refused; the specification demands that 16 are read. */
const maxSignatures = 32;
const dash = '\u2014';

/** Null for what is not a signed note. */
export function parseNote(source: string): Note | null {
  const end = source.lastIndexOf('\n\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids them
  if (end < 1 || !source.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(source)) return null;
  if (!source.isWellFormed()) return null;
  const lines = source.slice(end + 2, -1).split('\n');
  const signatures = lines.map(parseSignature);
  if (lines.length > maxSignatures || signatures.includes(null)) return null;
  return { text: source.slice(0, end + 1), signatures: signatures as NoteSignature[] };
}

function parseSignature(line: string): NoteSignature | null {
  const [mark, name = '', encoded = '', ...rest] = line.split(' ');
  const bytes = Buffer.from(encoded, 'base64');
  if (mark !== dash || name === '' || rest.length > 0) return null;
  if (bytes.length < 5 || bytes.toString('base64') !== encoded) return null;
  return { name, id: bytes.subarray(0, 4), bytes: bytes.subarray(4), line };
}

export function toNote({
  text,
  signatures,
}: {
  text: string;
  signatures: readonly { line: string }[];
}): string {
  return `${text}\n${signatures.map(({ line }) => `${line}\n`).join('')}`;
}

/** The note's own signature. */
export function signNote(text: string, key: SigningKey): NoteSignature {
  return signatureOf(key, sign(null, Buffer.from(text), key.privateKey));
}

/** A witness's signature of a checkpoint, at a time in whole seconds since 1970. */
export function cosign(text: string, key: SigningKey, seconds: number): NoteSignature {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  return signatureOf(key, Buffer.concat([time, sign(null, cosigned(text, BigInt(seconds)), key.privateKey)]));
}

function signatureOf({ name, id }: VerifierKey, bytes: Buffer): NoteSignature {
  const line = `${dash} ${name} ${Buffer.concat([id, bytes]).toString('base64')}`;
  return { name, id, bytes, line };
}

function cosigned(text: string, seconds: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

export type NoteVerdict = 'valid' | 'missing' | 'wrong';

/** `missing` if no signature has the key's name and id; `wrong` if one of them that has does not verify. */
export function checkNote({ text, signatures }: Note, key: VerifierKey): NoteVerdict {
  const own = signatures.filter(({ name, id }) => name === key.name && id.equals(key.id));
  if (own.length === 0) return 'missing';
  return own.every((signature) => isSignedBy(text, signature, key)) ? 'valid' : 'wrong';
}

function isSignedBy(text: string, { bytes }: NoteSignature, { type, publicKey }: VerifierKey): boolean {
  if (type === noteTypes.note) return verify(null, Buffer.from(text), publicKey, bytes);
  if (bytes.length !== 8 + 64) return false;
  const seconds = bytes.readBigUInt64BE();
  if (seconds === 0n || seconds > 0x7fffffffffffffffn) return false;
  return verify(null, cosigned(text, seconds), publicKey, bytes.subarray(8));
}
