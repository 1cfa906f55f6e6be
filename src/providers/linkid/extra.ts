import { fault, type ValueCheck } from '../../domain/input/input-check';
import { identityFields } from './identity';

/** LinkID keeps the parameters and returns them with the result; no identity source needs more than a few. */
const maxExtraBytes = 4096;

/**
 * The application's own parameters for the identity source: a JSON object of at most 4 KiB that leaves name, certType
 * and certNo alone. MALFORMED, TOO_LONG or NOT_ALLOWED.
 */
export function checkExtra(value: unknown): ValueCheck<Readonly<Record<string, unknown>>> {
  const json = toJson(value);
  if (json === undefined) return fault('MALFORMED', 'JSON_OBJECT_EXPECTED', { field: 'extra' });
  if (Buffer.byteLength(json) > maxExtraBytes) {
    return fault('TOO_LONG', 'MOST_JSON_BYTES', { field: 'extra', max: maxExtraBytes });
  }
  // The stored and sent value is the JSON itself, whatever object it was written from.
  const extra: unknown = JSON.parse(json);
  if (!isObject(extra)) return fault('MALFORMED', 'JSON_OBJECT_EXPECTED', { field: 'extra' });
  return identityFields.some((field) => Object.hasOwn(extra, field))
    ? fault('NOT_ALLOWED', 'RESERVED_FIELDS', { field: 'extra', fields: identityFields.join(', ') })
    : { ok: true, value: extra };
}

function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
