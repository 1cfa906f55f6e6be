import { hash } from 'node:crypto';

export const macBytes = 32;
/** The mark, iv and tag of a sealed value, in either suite: without its key no other value with the same can be made. */
const headBytes = 49;

/** HMAC's two keys: hashing twice in one step is several times faster than Node's createHmac. */
export interface HmacKey {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

const blockBytes = 64;

export function hmacKey(key: Buffer): HmacKey {
  const block = Buffer.alloc(blockBytes);
  block.set(key);
  const [inner, outer] = [Buffer.from(block), Buffer.alloc(blockBytes + macBytes)];
  for (let place = 0; place < blockBytes; place += 1) {
    inner[place] = (block[place] ?? 0) ^ 0x36;
    outer[place] = (block[place] ?? 0) ^ 0x5c;
  }
  return { inner, outer };
}

/** Used for one row after the other: allocating and copying would cost more than hashing. */
let content = Buffer.alloc(8 * 1024);

/** HMAC-SHA-256 of a text. */
export function hmacOf({ inner, outer }: HmacKey, text: string): Buffer {
  const most = blockBytes + text.length * 3;
  if (content.length < most) content = Buffer.alloc(most);
  content.set(inner);
  return finished(outer, blockBytes + content.write(text, blockBytes));
}

/** HMAC over plain columns as JSON, with the length of each sealed value, and then the heads of those. */
export function macOf(
  { inner, outer }: HmacKey,
  plain: unknown[],
  sealed: readonly (Uint8Array | null)[],
): Buffer {
  for (const value of sealed) plain.push(value?.length ?? null);
  const text = JSON.stringify(plain);
  // A character takes at most three bytes.
  const most = blockBytes + text.length * 3 + sealed.length * headBytes;
  if (content.length < most) content = Buffer.alloc(most);
  content.set(inner);
  let length = blockBytes + content.write(text, blockBytes);
  for (const value of sealed) {
    if (value === null) continue;
    const head = value.length > headBytes ? value.subarray(0, headBytes) : value;
    content.set(head, length);
    length += head.length;
  }
  return finished(outer, length);
}

function finished(outer: Buffer, length: number): Buffer {
  outer.set(hash('sha256', content.subarray(0, length), 'buffer'), blockBytes);
  return hash('sha256', outer, 'buffer');
}
