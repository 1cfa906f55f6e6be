import { setTimeout as pause } from 'node:timers/promises';

/** Together with their pauses these attempts take two seconds at most, and half of that as a rule. */
const maxAttempts = 10;
const firstPauseMs = 10;
const longestPauseMs = 400;

/**
 * Repeats work that failed only because of concurrent work. The pauses are random, so that those who were in each
 * other's way do not meet again.
 */
export async function repeating<Result>(
  isWorthRepeating: (error: unknown) => boolean,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === maxAttempts || !isWorthRepeating(error)) throw error;
      await pause(Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt));
    }
  }
}
