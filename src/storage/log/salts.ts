import type { KeyObject } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { saltBytes } from '../../domain/log/entry';
import { unseal } from '../encryption/cipher-suite';
import { SealError } from '../errors';
import type { Tables } from '../schema';
import { placesOfSubjects } from './entries-of';

/** Salt and facts, one after the other, are sealed in one value. */
export interface Opened {
  readonly salt: Buffer;
  readonly facts: string;
}

export function openSealed(key: KeyObject, sealed: Uint8Array, place: number): Opened {
  const plain = unseal(key, sealed, sealContext(place));
  return { salt: plain.subarray(0, saltBytes), facts: plain.toString('utf8', saltBytes) };
}

/** Null for a value that does not open: it was altered, and is compared as missing. */
export function openOrNull(key: KeyObject, sealed: Uint8Array, place: number): Opened | null {
  try {
    return openSealed(key, sealed, place);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

/** The context that salt and facts are bound to. */
export function sealContext(place: number): string {
  return `log_entry:${place}`;
}

const cacheSize = 10_000;

/** Random bytes for the next salts: asking for one salt costs as much as asking for many. */
let fresh: Buffer = Buffer.alloc(0);

/** Never given out twice. A copy, so that a salt that is remembered does not keep its neighbours. */
function freshSalt(): Buffer {
  if (fresh.length === 0) fresh = randomBytes(saltBytes * 128);
  const salt = Buffer.from(fresh.subarray(0, saltBytes));
  fresh = fresh.subarray(saltBytes);
  return salt;
}

/** The salts of verifications, random and new for each; the newest are remembered, because versions come quickly. */
export class Salts {
  readonly #known = new LRUCache<string, Buffer>({ max: cacheSize });

  async of(tx: Kysely<Tables>, verificationId: string, isFirst: boolean, key: KeyObject): Promise<Buffer> {
    const known = this.#known.get(verificationId);
    if (known) return known;
    const row = isFirst
      ? undefined
      : await tx
          .selectFrom('log_entry')
          .select(['place', 'sealed'])
          .where('place', 'in', placesOfSubjects(tx, [verificationId]))
          .where('sealed', 'is not', null)
          .orderBy('place', 'desc')
          .limit(1)
          .executeTakeFirst();
    // A copy: the salt is a part of what was opened, which need not be kept.
    const salt = row?.sealed ? Buffer.from(openSealed(key, row.sealed, row.place).salt) : freshSalt();
    this.#known.set(verificationId, salt);
    return salt;
  }
}
