import type { ValueCheck } from '../../domain/input-check';
import { identityFields } from './identity';

/** LinkID keeps the parameters and returns them with the result; no identity source needs more than a few. */
const maxExtraBytes = 4096;

/**
 * The application's own parameters for the identity source: a JSON object of at most 4 KiB that leaves name, certType
 * and certNo alone. MALFORMED, TOO_LONG or NOT_ALLOWED.
 */
export function checkExtra(value: unknown): ValueCheck<Readonly<Record<string, unknown>>> {
  const json = toJson(value);
  if (json === undefined) return { ok: false, code: 'MALFORMED', message: 'extra must be a JSON object.' };
  if (Buffer.byteLength(json) > maxExtraBytes) {
    return {
      ok: false,
      code: 'TOO_LONG',
      message: `extra must have at most ${maxExtraBytes} bytes of JSON.`,
    };
  }
  // What is kept and sent is the JSON itself, whatever object it was written from.
  const extra: unknown = JSON.parse(json);
  if (!isObject(extra)) return { ok: false, code: 'MALFORMED', message: 'extra must be a JSON object.' };
  return identityFields.some((field) => Object.hasOwn(extra, field))
    ? { ok: false, code: 'NOT_ALLOWED', message: `extra must not contain ${identityFields.join(', ')}.` }
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
