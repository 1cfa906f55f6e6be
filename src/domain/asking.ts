import { isUndecided } from './status';
import type { Verification } from './verification';

/** Pause before an undecided verification is asked about for the first time, in milliseconds. */
const firstPauseMs = 30_000;
const longestPauseMs = 60 * 60 * 1000;

/** When to ask the provider by ourselves after a change; null where there is nothing to wait for. */
export function firstAskAt(verification: Verification): Date | null {
  return isUndecided(verification.status) ? new Date(verification.updatedAt.getTime() + firstPauseMs) : null;
}

/** When to ask again after `asks` times in vain: twice the pause each time, up to an hour. */
export function nextAskAt(now: Date, asks: number): Date {
  return new Date(now.getTime() + Math.min(firstPauseMs * 2 ** asks, longestPauseMs));
}
