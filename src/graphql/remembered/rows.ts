import { LRUCache } from 'lru-cache';
import { holdsAt, type Span } from '../../domain/assurance/span';
import type { RowState } from '../../storage/verifications/contract';

interface Remembered extends Omit<RowState, 'id'> {
  /** The fields that an operation selects of the row, as JSON, and as every answer shows them: masked. */
  readonly text: string;
  /** When an answer may show it: what is judged changes as time passes. */
  readonly span: Span;
}

const maxBytes = 32 * 1024 * 1024;
/** Bounds how long the memory holds a text that nothing asks for any more. */
const ttlMs = 60_000;
/** Memory of an entry without its texts. */
const entryBytes = 350;

/**
 * Rows as operations show them, by operation, id and version. The state of a row is read from the database for every
 * answer, so a text of an earlier version is never shown, whichever process changed the row. A text that rests on the
 * evidence of the account holds for one revision of the account.
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
  textOf(operation: number, { id, version, guid, revision }: RowState, now: Date): string | undefined {
    const known = this.#texts.get(`${operation} ${id}`);
    if (known?.version !== version || known.guid !== guid || known.revision !== revision) return undefined;
    return holdsAt(known.span, now) ? known.text : undefined;
  }

  keep(operation: number, { id, version, guid, revision }: RowState, text: string, span: Span): void {
    this.#texts.set(`${operation} ${id}`, { version, guid, revision, text, span });
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
