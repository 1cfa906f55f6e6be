/**
 * The encryption of `logon` (yuxin.md 4.2.2). The document names no cipher, so it is a setting: any CBC cipher of
 * node:crypto, with PKCS#7 padding and an iv that we make for each call.
 */
import { createCipheriv, getCipherInfo, randomBytes, randomInt } from 'node:crypto';
import type { Secret } from '../../domain/privacy/secret';

export interface CipherSettings {
  /** Text, or bytes after `base64:` or `hex:`. */
  readonly key: Secret<string>;
  /** A CBC cipher by its node:crypto name, e.g. aes-128-cbc. */
  readonly cipher: string;
  /** How logon is written. */
  readonly encoding: 'base64' | 'hex';
  /**
   * How iv is written; absent: as logon. `text`: it is made of letters and digits, whose bytes are used and which are
   * sent as they are, as Java peers expect that call getBytes().
   */
  readonly iv?: IvForm;
}

export const ivForms = ['base64', 'hex', 'text'] as const;

export type IvForm = (typeof ivForms)[number];

export interface Encrypted {
  readonly iv: string;
  readonly logon: string;
}

/** Encrypts under a fresh random iv. Throws where `cipherFault` would have found one. */
export function encryptLogon(settings: CipherSettings, plaintext: string): Encrypted {
  const key = readKey(settings.key);
  const ivLength = getCipherInfo(settings.cipher)?.ivLength;
  if (key === null || ivLength === undefined) throw new Error('YUXIN_KEY and YUXIN_CIPHER cannot be used.');
  const form = settings.iv ?? settings.encoding;
  const iv = form === 'text' ? Buffer.from(randomText(ivLength)) : randomBytes(ivLength);
  const cipher = createCipheriv(settings.cipher, key, iv);
  const encrypted = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return {
    iv: iv.toString(form === 'text' ? 'latin1' : form),
    logon: encrypted.toString(settings.encoding),
  };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** The fault of the cipher or its key, for the check of the settings at the start; null if there is none. */
export function cipherFault(settings: Pick<CipherSettings, 'cipher' | 'key'>): string | null {
  const { cipher } = settings;
  const info = getCipherInfo(cipher);
  if (info === undefined) return `YUXIN_CIPHER "${cipher}" is not a cipher of node:crypto.`;
  if (info.mode !== 'cbc') return `YUXIN_CIPHER "${cipher}" is not a CBC cipher.`;
  const key = readKey(settings.key);
  if (key === null) return 'YUXIN_KEY has characters that its prefix (base64: or hex:) does not allow.';
  if (key.length !== info.keyLength) {
    return `YUXIN_KEY has ${key.length} bytes, ${cipher} needs ${info.keyLength}.`;
  }
  // Some ciphers are listed as CBC but cannot be used as one (aes-128-cbc-hmac-sha1): only a trial tells.
  try {
    encryptLogon({ ...settings, encoding: 'hex' }, 'trial');
    return null;
  } catch {
    return `YUXIN_CIPHER "${cipher}" cannot be used for plain CBC encryption.`;
  }
}

function readKey(key: Secret<string>): Buffer | null {
  const value = key.reveal();
  if (value.startsWith('base64:')) {
    const text = value.slice('base64:'.length);
    return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;
  }
  if (value.startsWith('hex:')) {
    const text = value.slice('hex:'.length);
    return /^(?:[0-9A-Fa-f]{2})*$/.test(text) ? Buffer.from(text, 'hex') : null;
  }
  return Buffer.from(value, 'utf8');
}
