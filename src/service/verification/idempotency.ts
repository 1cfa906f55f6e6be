import type { InputError } from '../../domain/input/input-check';
import type { IdempotencyUse } from '../../storage/idempotency/contract';
import type { Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { inputError } from './submission';

const maxKeyLength = 255;

export function checkIdempotencyKey(key: unknown): InputError[] {
  if (typeof key !== 'string') return [];
  const field = 'idempotencyKey';
  if (key.trim() === '') return [inputError([field], 'MALFORMED', 'BLANK', { field })];
  if (key.length > maxKeyLength) {
    return [inputError([field], 'TOO_LONG', 'MOST_CHARACTERS', { field, max: maxKeyLength })];
  }
  return [];
}

/**
 * The use of a caller's key for a request, by keyed hashes only: the request holds personal data. Null without a key.
 */
export function idempotencyUse(
  tools: ServiceTools,
  caller: Caller,
  key: unknown,
  request: readonly unknown[],
): IdempotencyUse | null {
  if (typeof key !== 'string') return null;
  return {
    keyHash: tools.store.encryption.fingerprint(`idempotency:${JSON.stringify([caller.guid, key])}`),
    // Includes the key, which is stored nowhere: phone numbers cannot be tested against the hash.
    requestHash: tools.store.encryption.fingerprint(`request:${canonicalJson([caller.guid, key, request])}`),
  };
}

/** JSON with the names of every object in order, so that equal requests have equal texts. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
