import { isUndecided } from './status';
import type { Verification } from './verification';

/** Pause before the first query about an undecided verification, in milliseconds. */
const firstPauseMs = 30_000;
const longestPauseMs = 60 * 60 * 1000;

/** The time of the next query after a change; null if there is nothing to wait for. */
export function firstAskAt(verification: Verification): Date | null {
  return isUndecided(verification.status) ? new Date(verification.updatedAt.getTime() + firstPauseMs) : null;
}

/** The time of the next query after `asks` queries without a decision: the pause doubles each time, up to an hour. */
export function nextAskAt(now: Date, asks: number): Date {
  return new Date(now.getTime() + Math.min(firstPauseMs * 2 ** asks, longestPauseMs));
}
