import { LRUCache } from 'lru-cache';
import type { RowState } from '../../storage/verifications/contract';

interface Remembered extends Omit<RowState, 'id'> {
  /** The fields that an operation selects of the row, as JSON, and as every answer shows them: masked. */
  readonly text: string;
}

const maxBytes = 32 * 1024 * 1024;
/** Bounds how long the memory holds a text that nothing asks for any more. */
const ttlMs = 60_000;
/** Memory of an entry without its texts. */
const entryBytes = 300;

/**
 * Rows as operations show them, by operation, id and version. The state of a row is read from the database for every
 * answer, so a text of an earlier version is never shown, whichever process changed the row.
 */
export class RememberedRows {
  readonly #texts = new LRUCache<string, Remembered>({
    maxSize: maxBytes,
    sizeCalculation: ({ text }, key) => entryBytes + 2 * (text.length + key.length),
    ttl: ttlMs,
    ttlResolution: 1000,
  });

  readonly #purging = setInterval(() => this.#texts.purgeStale(), ttlMs).unref();

  /** Undefined if nothing is remembered of the row in this state. */
  textOf(operation: number, { id, version, guid }: RowState): string | undefined {
    const known = this.#texts.get(`${operation} ${id}`);
    return known?.version === version && known.guid === guid ? known.text : undefined;
  }

  keep(operation: number, { id, version, guid }: RowState, text: string): void {
    this.#texts.set(`${operation} ${id}`, { version, guid, text });
  }

  /** Called when anything is erased: its texts must not stay in memory. */
  forget(): void {
    this.#texts.clear();
  }

  close(): void {
    clearInterval(this.#purging);
    this.forget();
  }
}
