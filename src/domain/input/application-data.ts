import { fault, type InputChecker, type ValueCheck } from './input-check';

/** The application's own data about a verification, with which it finds the verification and its outcome again. */
export interface ApplicationData {
  readonly clientReference?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly purpose?: string | undefined;
}

export function readApplicationData(checker: InputChecker, purposes: readonly string[]): ApplicationData {
  return {
    clientReference: checker.optional('clientReference', checkClientReference),
    metadata: checker.optional('metadata', checkMetadata),
    purpose: checker.optional('purpose', checkPurpose(purposes)),
  };
}

const maxReferenceLength = 128;
const maxMetadataBytes = 4096;
const maxMetadataDepth = 5;

/** The application's own reference: 1 to 128 printable characters, trimmed and otherwise as they came. */
export function checkClientReference(value: unknown): ValueCheck<string> {
  if (typeof value !== 'string') return fault('MALFORMED', 'TEXT_EXPECTED', { field: 'clientReference' });
  const text = value.trim();
  if (text === '') return fault('MALFORMED', 'BLANK', { field: 'clientReference' });
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(text)) {
    return fault('MALFORMED', 'UNPRINTABLE', { field: 'clientReference' });
  }
  return [...text].length > maxReferenceLength
    ? fault('TOO_LONG', 'MOST_CHARACTERS', { field: 'clientReference', max: maxReferenceLength })
    : { ok: true, value: text };
}

/**
 * The application's own data: a JSON object of at most 4096 bytes as compact JSON, with objects and arrays nested at
 * most 5 deep, itself counted. The value is returned unchanged.
 */
export function checkMetadata(value: unknown): ValueCheck<Readonly<Record<string, unknown>>> {
  if (!isObject(value)) return fault('MALFORMED', 'JSON_OBJECT_EXPECTED', { field: 'metadata' });
  // First, because JSON.stringify would follow any nesting to its end.
  if (!isNestedAtMost(value, maxMetadataDepth)) {
    return fault('OUT_OF_RANGE', 'NESTED_TOO_DEEP', { field: 'metadata', max: maxMetadataDepth });
  }
  const json = JSON.stringify(value);
  if (Buffer.byteLength(json) > maxMetadataBytes) {
    return fault('TOO_LONG', 'MOST_JSON_BYTES', { field: 'metadata', max: maxMetadataBytes });
  }
  // The JSON itself is kept, whatever object it was written from.
  return { ok: true, value: JSON.parse(json) as Readonly<Record<string, unknown>> };
}

/** One of the purposes that the deployment has; anything else is NOT_ALLOWED. */
export function checkPurpose(purposes: readonly string[]): (value: unknown) => ValueCheck<string> {
  return (value) =>
    typeof value === 'string' && purposes.includes(value)
      ? { ok: true, value }
      : fault('NOT_ALLOWED', 'UNKNOWN_PURPOSE');
}

function isNestedAtMost(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isNestedAtMost(inner, depth - 1));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
