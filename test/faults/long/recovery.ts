import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from '../frame/ledger';

/** Tries each until it succeeds. Returns how long that took in all, in milliseconds; too long counts as lost. */
export async function recoveredWithin(
  ledger: Ledger,
  limitMs: number,
  attempts: readonly (() => Promise<unknown>)[],
): Promise<number> {
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  const untilDone = async (attempt: () => Promise<unknown>) => {
    while (elapsed() < 2 * limitMs) {
      const tooLate = pause(2 * limitMs - elapsed(), false, { ref: false });
      const done = attempt().then(
        () => true,
        () => false,
      );
      const isDone = await Promise.race([done, tooLate]);
      if (isDone) return;
      await pause(100);
    }
  };
  await Promise.all(attempts.map(untilDone));
  const took = Math.round(elapsed());
  if (took > limitMs) ledger.stuck(`recovery within ${limitMs} ms`);
  return took;
}

export async function statusOfReady(url: string): Promise<number> {
  return (await fetch(`${url}/readyz`)).status;
}
