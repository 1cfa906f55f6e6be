import { fault, type ValueCheck } from './input-check';

const dataUrlPrefix = /^\s*data:[^,]{0,255},/i;

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
 * A JPEG or PNG photo in Base64, as any encoder writes it: with or without a `data:` prefix, line breaks and padding,
 * in the standard or the URL-safe alphabet. The bytes are judged, and come back as plain standard Base64. TOO_LONG
 * above the limits, OUT_OF_RANGE below, REQUIRED when empty, otherwise MALFORMED.
 */
export function checkFaceImage(limits: ImageLimits): (value: unknown) => ValueCheck<string> {
  return (value) => {
    if (typeof value !== 'string') return fault('MALFORMED', 'PHOTO_TEXT');
    // Before anything that reads the whole text: a text that is far too long costs no more than its length.
    if (value.length > longestText(limits)) return tooLong(limits);
    const text = value.slice(prefixLength(value)).replace(/\s+/g, '');
    if (text === '') return fault('REQUIRED', 'PHOTO_REQUIRED');
    if (!isBase64(text)) return fault('MALFORMED', 'PHOTO_BASE64');

    const image = Buffer.from(text, 'base64');
    if (image.length > limits.maxBytes) return tooLong(limits);
    if (image.length < limits.minBytes) {
      return fault('OUT_OF_RANGE', 'PHOTO_SMALL', { min: limits.minBytes });
    }
    return isJpegOrPng(image)
      ? { ok: true, value: image.toString('base64') }
      : fault('MALFORMED', 'PHOTO_KIND');
  };
}

/** A `data:` prefix, and line breaks after every few characters, come on top of the Base64. */
function longestText({ maxBytes }: ImageLimits): number {
  return maxBytes * 2 + 1024;
}

function prefixLength(value: string): number {
  return dataUrlPrefix.exec(value.slice(0, 300))?.[0].length ?? 0;
}

/** Searching for a wrong character needs no backtracking, however long the text is. */
function isBase64(text: string): boolean {
  const padding = /={0,2}$/.exec(text.slice(-2))?.[0].length ?? 0;
  const length = text.length - padding;
  if (/[^A-Za-z0-9+/_-]/.test(text.slice(0, length))) return false;
  return length % 4 !== 1 && (padding === 0 || text.length % 4 === 0);
}

function isJpegOrPng(image: Buffer): boolean {
  return [jpegStart, pngStart].some((expected) => image.subarray(0, expected.length).equals(expected));
}

function tooLong({ maxBytes }: ImageLimits): ValueCheck<never> {
  return fault('TOO_LONG', 'PHOTO_LARGE', { max: maxBytes });
}
