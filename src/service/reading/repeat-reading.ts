import { setTimeout as pause } from 'node:timers/promises';

const firstPauseMs = 100;
const longestPauseMs = 3000;

export interface Patience {
  /** How long a reading that fails is repeated, in milliseconds. */
  readonly patienceMs: number;
  /** True once the reader has gone. */
  hasEnded(): boolean;
}

/**
 * Repeats a reading that failed, at growing and random intervals, so that a database that was away for some seconds
 * ends no stream. Throws the last error when its time is over, or when the reader has gone.
 */
export async function repeatReading<Result>(
  { patienceMs, hasEnded }: Patience,
  read: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  for (let longestMs = firstPauseMs; ; longestMs = Math.min(2 * longestMs, longestPauseMs)) {
    try {
      return await read();
    } catch (error) {
      if (hasEnded() || performance.now() - startedAt >= patienceMs) throw error;
      await pause(longestMs * (0.5 + Math.random() / 2), undefined, { ref: false });
      if (hasEnded()) throw error;
    }
  }
}
