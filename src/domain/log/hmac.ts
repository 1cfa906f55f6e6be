import { hash } from 'node:crypto';

/** Bytes of a block of SHA-256, to which HMAC fills up its key. */
const blockBytes = 64;

/**
 * HMAC-SHA-256 (RFC 2104) in base64url, for a key of one block at most. Written out, because Node's own makes a key
 * object of every key that it is given: for a key that is used once that costs three times as much as the hashes.
 */
export function hmacSha256(key: Uint8Array, text: string): string {
  if (key.length > blockBytes) throw new RangeError(`The key has at most ${blockBytes} bytes.`);
  const inner = Buffer.alloc(blockBytes, 0x36);
  const outer = Buffer.alloc(blockBytes, 0x5c);
  // By index: an iterator over the entries of the key costs as much as both hashes.
  for (let at = 0; at < key.length; at += 1) {
    const byte = key[at] ?? 0;
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  const hashed = hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer');
  return hash('sha256', Buffer.concat([outer, hashed]), 'base64url');
}
