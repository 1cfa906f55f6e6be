import { expireOverdue } from './service/expire-overdue';
import type { ServiceTools } from './service/tools';

/**
 * Does what time asks for, again and again: one round after the other, never two at once. The returned function
 * stops it and waits for the round under way.
 */
export function startSweeper(tools: ServiceTools, pauseMs: number): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let stopped = false;

  const run = async () => {
    try {
      await expireOverdue(tools);
    } catch (error) {
      tools.log.error({}, 'sweep failed', error);
    }
    if (!stopped) schedule();
  };
  const schedule = () => {
    timer = setTimeout(() => {
      round = run();
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
