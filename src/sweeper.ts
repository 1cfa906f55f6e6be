import { askAgain } from './service/ask-again';
import { expireOverdue } from './service/expire-overdue';
import { redactOutlived } from './service/redact';
import type { ServiceTools } from './service/tools';

/** How long a request that met 409 is kept for a merge to repeat it. */
const replayTtlMs = 60 * 60 * 1000;

/**
 * Does what time asks for, again and again. Each duty has a round of its own, so that a provider that is slow to be
 * asked does not keep the overdue waiting. The returned function stops them and waits for the rounds under way.
 */
export function startSweeper(tools: ServiceTools, pauseMs: number): () => Promise<void> {
  const duties = {
    expire: () => expireOverdue(tools),
    ask: () => askAgain(tools),
    retain: () => redactOutlived(tools),
    forgetReplays: () => tools.store.forgetReplays(new Date(tools.now().getTime() - replayTtlMs)),
  };
  const stops = Object.entries(duties).map(([duty, run]) =>
    repeat(
      () => tools.store.exclusively(duty, run),
      pauseMs,
      (error) => tools.log.error({ duty }, 'sweep failed', error),
    ),
  );
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** One round after the other, never two at once. */
function repeat(
  run: () => Promise<unknown>,
  pauseMs: number,
  report: (error: unknown) => void,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let stopped = false;
  const schedule = () => {
    timer = setTimeout(() => {
      round = run().then(() => undefined, report);
      void round.then(() => !stopped && schedule());
    }, pauseMs);
    timer.unref();
  };
  schedule();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await round;
  };
}
