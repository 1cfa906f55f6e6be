import { createSecretKey, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const keyBytes = 32;

export interface KeyCacheLimits {
  /** Keys that can be used at once. Each takes nearly two kilobytes. */
  readonly objects: number;
  /** Keys of which only the bytes are kept, with their ids: some 150 bytes each. */
  readonly plain: number;
  /** How long a key is kept after it was opened, in milliseconds. */
  readonly ms: number;
}

/**
 * Opened data keys. Those that were used last are ready for use; of many more the bytes are kept, from which a key is
 * made in a microsecond, while reading one from the key store and opening it takes twenty.
 */
export class KeyCache {
  readonly #objects: LRUCache<string, KeyObject>;
  /** One buffer for all of them: a buffer of its own would take several times the bytes. */
  readonly #bytes: Buffer;
  readonly #placeOf = new Map<string, number>();
  readonly #idAt: (string | undefined)[] = [];
  readonly #endsAt: number[] = [];
  /** Places are filled in turn, the oldest key first. */
  #next = 0;

  constructor(private readonly limits: KeyCacheLimits) {
    this.#objects = new LRUCache({ max: limits.objects, ttl: limits.ms, ttlResolution: 1000 });
    this.#bytes = Buffer.alloc(limits.plain * keyBytes);
  }

  get(id: string): KeyObject | undefined {
    return this.#objects.get(id) ?? this.#fromBytes(id);
  }

  /** The key as an object. */
  add(id: string, bytes: Uint8Array): KeyObject {
    this.#keepBytes(id, bytes);
    const key = createSecretKey(bytes);
    this.#objects.set(id, key);
    return key;
  }

  delete(id: string): void {
    this.#objects.delete(id);
    const place = this.#placeOf.get(id);
    if (place !== undefined) this.#empty(place);
  }

  clear(): void {
    this.#objects.clear();
    this.#placeOf.clear();
    this.#idAt.length = 0;
    this.#bytes.fill(0);
  }

  #fromBytes(id: string): KeyObject | undefined {
    const place = this.#placeOf.get(id);
    if (place === undefined) return undefined;
    const left = (this.#endsAt[place] ?? 0) - performance.now();
    if (left <= 0) {
      this.#empty(place);
      return undefined;
    }
    const key = createSecretKey(this.#bytesAt(place));
    // Not a moment longer than the bytes.
    this.#objects.set(id, key, { ttl: Math.ceil(left) });
    return key;
  }

  #keepBytes(id: string, bytes: Uint8Array): void {
    if (bytes.length !== keyBytes) throw new RangeError(`A data key has ${keyBytes} bytes.`);
    const place = this.#placeOf.get(id) ?? this.#next;
    if (place === this.#next) {
      this.#empty(place);
      this.#next = (place + 1) % this.limits.plain;
    }
    this.#bytes.set(bytes, place * keyBytes);
    this.#placeOf.set(id, place);
    this.#idAt[place] = id;
    this.#endsAt[place] = performance.now() + this.limits.ms;
  }

  #empty(place: number): void {
    const id = this.#idAt[place];
    if (id !== undefined) this.#placeOf.delete(id);
    this.#idAt[place] = undefined;
    this.#bytesAt(place).fill(0);
  }

  #bytesAt(place: number): Buffer {
    return this.#bytes.subarray(place * keyBytes, (place + 1) * keyBytes);
  }
}
