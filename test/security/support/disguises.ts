import { createHash } from 'node:crypto';
import type { Canary, Place } from './canaries';

/** A value as it might stand in a file, a log line or an answer. */
export function disguisesOf(value: string | Buffer): Readonly<Record<string, Buffer>> {
  const bytes = Buffer.from(value);
  const digest = createHash('sha256').update(bytes);
  const hashed = digest.digest();
  const forms: Record<string, string | Buffer> = {
    plain: bytes,
    hex: bytes.toString('hex'),
    'upper-case hex': bytes.toString('hex').toUpperCase(),
    'SHA-256': hashed,
    'SHA-256 in hex': hashed.toString('hex'),
    'SHA-256 in base64': withoutLast(hashed.toString('base64').replace(/=+$/, '')),
    'SHA-256 in base64url': withoutLast(hashed.toString('base64url')),
    ...base64Forms(bytes),
    ...(typeof value === 'string' ? textForms(value) : {}),
  };
  // Many a number looks the same in several of them, and a search takes its time.
  const needles = Object.entries(forms).map(([name, form]) => [name, Buffer.from(form)] as const);
  return Object.fromEntries(
    needles.filter(([, needle], n) => needles.findIndex(([, other]) => other.equals(needle)) === n),
  );
}

function textForms(text: string): Readonly<Record<string, string | Buffer>> {
  const escaped = [...text]
    .flatMap((character) => character.split(''))
    .map((unit) => (unit > '\u007e' ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit))
    .join('');
  return {
    'UTF-16LE': Buffer.from(text, 'utf16le'),
    'in a URL': encodeURIComponent(text),
    'in a form': new URLSearchParams({ v: text }).toString().slice(2),
    'in JSON': JSON.stringify(text).slice(1, -1),
    'in ASCII JSON': escaped,
    'in JSON in JSON': JSON.stringify(JSON.stringify(text)).slice(3, -3),
  };
}

/** Base64 of a text that the value stands in: where in its groups of three it begins decides how it looks. */
function base64Forms(bytes: Buffer): Readonly<Record<string, string>> {
  const forms: Record<string, string> = {};
  for (const alphabet of ['base64', 'base64url'] as const) {
    for (const shift of [0, 1, 2]) {
      const text = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString(alphabet)
        .replace(/=+$/, '');
      // The first and last characters also hold bits of what is around.
      forms[`${alphabet}, shifted by ${shift}`] = text.slice(shift === 0 ? 0 : shift + 1, -1);
    }
  }
  return forms;
}

function withoutLast(text: string): string {
  return text.slice(0, -1);
}

/** The texts that are searched for canaries. */
export interface Haystack {
  readonly name: string;
  /** The place whose rules hold for it; null where nothing is allowed. */
  readonly place: Place | null;
  readonly bytes: Buffer;
}

/** Every canary that stands where it may not, and how. Empty is good. */
export function findCanaries(canaries: readonly Canary[], haystacks: readonly Haystack[]): string[] {
  return canaries.flatMap(({ name, value, allowed }) => {
    const searched = haystacks.filter(({ place }) => place === null || !allowed.includes(place));
    return Object.entries(disguisesOf(value)).flatMap(([disguise, needle]) =>
      searched
        .filter(({ bytes }) => bytes.includes(needle))
        .map((haystack) => `${name} (${disguise}) in ${haystack.name}: ${around(haystack.bytes, needle)}`),
    );
  });
}

/** For the one who has to find out how it came there. */
function around(bytes: Buffer, needle: Buffer): string {
  const at = bytes.indexOf(needle);
  return JSON.stringify(bytes.subarray(Math.max(0, at - 120), at + needle.length + 40).toString('utf8'));
}
