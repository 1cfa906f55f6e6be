import { setTimeout as pause } from 'node:timers/promises';

/** Streams that are ended in one go, and the pause before the next ones. */
const batchSize = 10;
const batchPauseMs = 5;

/**
 * Everything that stays open until somebody ends it: sockets and event streams. When the service goes they are ended
 * little by little, so that thousands of clients do not all come to the next replica in the same moment.
 */
export class Departures {
  readonly #open = new Set<() => void>();

  /** `end` tells the client to come again. Call what is returned once the stream has ended by itself. */
  add(end: () => void): () => void {
    this.#open.add(end);
    return () => {
      this.#open.delete(end);
    };
  }

  /** Ends all of them, in no more than so many milliseconds. */
  async endAll(limitMs: number): Promise<void> {
    const batches = Math.max(1, Math.floor(limitMs / batchPauseMs));
    const size = Math.max(batchSize, Math.ceil(this.#open.size / batches));
    while (this.#open.size > 0) {
      for (const end of [...this.#open].slice(0, size)) {
        this.#open.delete(end);
        end();
      }
      if (this.#open.size > 0) await pause(batchPauseMs);
    }
  }
}
