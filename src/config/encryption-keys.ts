import { Secret } from '../domain/privacy/secret';
import type { ServiceKey } from '../storage/encryption/vault';

/** Reads ENCRYPTION_KEYS: `id:base64-32-bytes,…`, the first of which encrypts. */
export function encryptionKeysOf(list: string, faults: string[]): readonly ServiceKey[] {
  const keys = list.split(',').map((item): ServiceKey | null => {
    const [id, base64, ...rest] = item.trim().split(':');
    const key = Buffer.from(base64 ?? '', 'base64');
    const isUsable = id !== undefined && /^[\w.-]{1,64}$/.test(id) && key.length === 32 && rest.length === 0;
    return isUsable ? { id, key: Secret.of(key) } : null;
  });
  const usable = keys.filter((key) => key !== null);
  if (usable.length < keys.length || new Set(usable.map((key) => key.id)).size < usable.length) {
    faults.push(
      'ENCRYPTION_KEYS must be `id:key` pairs separated by commas: ids of letters, digits, dot, dash or underscore, each used once; keys of 32 bytes in base64.',
    );
  }
  return usable;
}
