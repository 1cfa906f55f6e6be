export interface Pauses {
  /** Before the first new attempt, in milliseconds; it doubles with every further one … */
  readonly firstMs: number;
  /** … up to this. */
  readonly longestMs: number;
}

export const usualPauses: Pauses = { firstMs: 250, longestMs: 30_000 };

/**
 * The pause before the attempt after `failures` failed ones (1 or more): half of it fixed, half of it random, so that
 * clients that lost the same server do not all return at the same moment.
 */
export function pauseMs({ firstMs, longestMs }: Pauses, failures: number, chance: number): number {
  const whole = Math.min(firstMs * 2 ** (failures - 1), longestMs);
  return whole / 2 + (whole / 2) * chance;
}

/** Waits, but no longer than until `stopped`. */
export function wait(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      stopped.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stopped.addEventListener('abort', done);
  });
}
