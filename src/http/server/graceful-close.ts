import { setTimeout as pause } from 'node:timers/promises';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestErrorCode } from '../../domain/request-errors';

/** The close code and reason for clients whose socket or stream ends because the service closes. */
export const restartingReason = 'Restarting: reconnect and resume with sinceVersion';
export const restartingError: GraphQLFormattedError = {
  message: restartingReason,
  extensions: { code: 'SERVICE_RESTARTING' satisfies RequestErrorCode },
};

/** How many streams are closed at the same time, and the pause before the next ones, in milliseconds. */
const batchSize = 10;
const batchPauseMs = 5;

/**
 * Everything that stays open until it is closed: sockets and event streams. When the service closes, they are closed a
 * few at a time, so that thousands of clients do not all reconnect to the next replica at once.
 */
export class GracefulClose {
  readonly #open = new Set<() => void>();

  /** `end` tells the client to reconnect. Call the returned function once the stream has ended by itself. */
  add(end: () => void): () => void {
    this.#open.add(end);
    return () => {
      this.#open.delete(end);
    };
  }

  /** Ends all of them within `limitMs` milliseconds. */
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
