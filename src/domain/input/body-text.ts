/** The text of a request body. */
export interface BodyText {
  readonly text: string;
  /** True if no known encoding has these bytes. Bytes that do not fit stand in the text as `\xNN`. */
  readonly isOdd: boolean;
}

/**
 * The text of a body that a provider sent: in the encoding of its byte order mark, or the one that its Content-Type
 * names, or UTF-8, or GB18030. Nothing becomes U+FFFD: a name that was replaced by it would be lost for good.
 */
export function textOfBody(bytes: Uint8Array, contentType: string | null | undefined): BodyText {
  for (const encoding of [markedEncoding(bytes), namedEncoding(contentType), 'utf-8', 'gb18030']) {
    const text = encoding && decode(bytes, encoding);
    if (typeof text === 'string') return { text, isOdd: false };
  }
  return { text: withEscapes(bytes), isOdd: true };
}

function markedEncoding(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function namedEncoding(contentType: string | null | undefined): string | null {
  const name = /(?:^|;)\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1];
  if (name === undefined) return null;
  // GB18030 contains both, and Node's decoder is strict about it alone.
  return /^(?:gbk|gb_?2312(?:-80)?|x-gbk|cp936|ms936|windows-936)$/i.test(name) ? 'gb18030' : name;
}

/** Null if the bytes are not of that encoding, or the encoding is unknown. */
function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.replace(/^\ufeff/, '');
  } catch {
    return null;
  }
}

/**
 * Read as UTF-8, with every byte that does not fit as `\xNN`. The backslash is escaped for JSON, in which such bytes
 * can only stand inside a string.
 */
function withEscapes(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] ?? 0);
    const character = length === 0 ? null : decode(bytes.subarray(at, at + length), 'utf-8');
    text += character ?? `\\\\x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
    at += character === null ? 1 : length;
  }
  return text;
}

/** Bytes of the UTF-8 sequence that a byte begins; 0 if it begins none. */
function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}
