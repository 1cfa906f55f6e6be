import type { KeyObject } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { saltBytes } from '../../domain/log/entry';
import type { Dialect } from '../dialect';
import { unseal } from '../encryption/cipher-suite';
import { SealError } from '../errors';
import type { Tables } from '../schema';
import { prepare } from '../statement';
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
  readonly #firsts;
  /** Those of the entries that are made now. */
  #loaded: ReadonlyMap<string, SealedSalt> = new Map();

  constructor(db: Kysely<Tables>, dialect: Dialect) {
    this.#firsts = prepare(dialect, ({ ids }: { readonly ids: readonly string[] }) =>
      db
        .selectFrom('event_feed')
        .innerJoin('log_entry', 'log_entry.feed_place', 'event_feed.place')
        .select(['event_feed.verification_id', 'log_entry.place', 'log_entry.sealed'])
        .where(dialect.among('event_feed.verification_id', ids))
        .where('event_feed.version', '=', 1)
        .where('log_entry.sealed', 'is not', null),
    );
  }

  /** Reads, in one query, the salts of verifications that are not remembered, from their first entries. */
  async load(tx: Kysely<Tables>, verificationIds: readonly string[]): Promise<void> {
    const ids = [...new Set(verificationIds)].filter((id) => !this.#known.has(id));
    const rows = ids.length === 0 ? [] : await this.#firsts(tx, { ids });
    this.#loaded = new Map(
      rows.flatMap(({ verification_id: id, place, sealed }) => (sealed ? [[id, { place, sealed }]] : [])),
    );
  }

  async of(tx: Kysely<Tables>, verificationId: string, isFirst: boolean, key: KeyObject): Promise<Buffer> {
    const known = this.#known.get(verificationId);
    if (known) return known;
    const row = this.#loaded.get(verificationId) ?? (isFirst ? undefined : await newest(tx, verificationId));
    // A copy: the salt is a part of what was opened, which need not be kept.
    const salt = row ? Buffer.from(openSealed(key, row.sealed, row.place).salt) : freshSalt();
    this.#known.set(verificationId, salt);
    return salt;
  }
}

interface SealedSalt {
  readonly place: number;
  readonly sealed: Uint8Array;
}

/** For a verification whose first entry has none, such as one that was altered at that time. */
async function newest(tx: Kysely<Tables>, verificationId: string): Promise<SealedSalt | undefined> {
  const row = await tx
    .selectFrom('log_entry')
    .select(['place', 'sealed'])
    .where('place', 'in', placesOfSubjects(tx, [verificationId]))
    .where('sealed', 'is not', null)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.sealed ? { place: row.place, sealed: row.sealed } : undefined;
}
