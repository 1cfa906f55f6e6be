import type { InputError } from '../domain/input-check';
import type { IdempotencyUse } from '../storage/store';
import type { Caller } from './caller';
import type { ServiceTools } from './tools';

const maxKeyLength = 255;

export function checkIdempotencyKey(key: unknown): InputError[] {
  if (typeof key !== 'string') return [];
  const path = ['idempotencyKey'];
  if (key.trim() === '') return [{ path, code: 'MALFORMED', message: 'idempotencyKey must not be blank.' }];
  if (key.length > maxKeyLength) {
    return [{ path, code: 'TOO_LONG', message: `idempotencyKey has at most ${maxKeyLength} characters.` }];
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
    keyHash: tools.store.fingerprint(`idempotency:${JSON.stringify([caller.guid, key])}`),
    // With the key in it, which is kept nowhere: nobody can try phone numbers against the hash.
    requestHash: tools.store.fingerprint(`request:${canonicalJson([caller.guid, key, request])}`),
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
