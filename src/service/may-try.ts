import type { ServiceTools } from './tools';

/** Counts one try of a code or password for a target; false when there were too many, and then it is not counted. */
export function mayTry(tools: ServiceTools, target: string): Promise<boolean> {
  const { limit, windowMs } = tools.settings.attempts;
  return tools.store.takeAttempt(target, { now: tools.now(), windowMs, limit });
}
