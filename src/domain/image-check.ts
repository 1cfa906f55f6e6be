import type { InputErrorCode, ValueCheck } from './input-check';

const dataUrlPrefix = /^data:image\/[^,]{1,64};base64,/i;

/** JPEG begins FF D8 FF, PNG begins 89 50 4E 47 0D 0A 1A 0A. */
const jpegStart = Buffer.from([0xff, 0xd8, 0xff]);
const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface ImageLimits {
  /** Smallest size of the decoded image, in bytes. */
  readonly minBytes: number;
  /** Largest size of the decoded image, in bytes. */
  readonly maxBytes: number;
}

/**
 * A JPEG or PNG photo in padded standard base64, with or without a `data:image/…;base64,` prefix; gives the bare
 * base64 text. Above the limits TOO_LONG, below OUT_OF_RANGE, empty REQUIRED, anything else MALFORMED.
 */
export function checkFaceImage(limits: ImageLimits): (value: unknown) => ValueCheck<string> {
  return (value) => {
    if (typeof value !== 'string') return fault('MALFORMED', 'Expected a photo in base64.');
    const text = value.slice(prefixLength(value));
    if (text === '') return fault('REQUIRED', 'A photo is required.');

    const size = decodedSize(text);
    // Before anything that reads the whole text: what is far too long costs no more than its length.
    if (size > limits.maxBytes) {
      return fault('TOO_LONG', `Expected a photo of at most ${limits.maxBytes} bytes.`);
    }
    if (!isPaddedBase64(text)) return fault('MALFORMED', 'Expected a photo in padded standard base64.');
    if (size < limits.minBytes) {
      return fault('OUT_OF_RANGE', `Expected a photo of at least ${limits.minBytes} bytes.`);
    }
    return isJpegOrPng(text)
      ? { ok: true, value: text }
      : fault('MALFORMED', 'Expected a photo in JPEG or PNG format.');
  };
}

function prefixLength(value: string): number {
  return dataUrlPrefix.exec(value.slice(0, 128))?.[0].length ?? 0;
}

function paddingLength(text: string): number {
  if (text.endsWith('==')) return 2;
  return text.endsWith('=') ? 1 : 0;
}

/** Exact for well-formed base64, and never more than the text can hold otherwise. */
function decodedSize(text: string): number {
  return Math.floor(((text.length - paddingLength(text)) * 3) / 4);
}

function isPaddedBase64(text: string): boolean {
  const padding = paddingLength(text);
  // Searching for a wrong character needs no backtracking, however long the text is.
  if (text.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(text.slice(0, text.length - padding))) return false;
  // The bits that the padding leaves over must be zero, or strict decoders refuse what we accepted.
  if (padding === 2) return /[AQgw]==$/.test(text.slice(-4));
  return padding === 0 || /[AEIMQUYcgkosw048]=$/.test(text.slice(-4));
}

function isJpegOrPng(text: string): boolean {
  const start = Buffer.from(text.slice(0, 12), 'base64');
  return [jpegStart, pngStart].some((expected) => start.subarray(0, expected.length).equals(expected));
}

function fault(code: InputErrorCode, message: string): ValueCheck<never> {
  return { ok: false, code, message };
}
