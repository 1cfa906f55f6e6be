import type { Caller } from './caller';
import type { ServiceTools } from './tools';

/**
 * Counts one try of a code or password: for its target, for who tries, and for where it comes from. False when any of
 * them had too many. The counters are durable, and count every execution of a field alike: aliases, batches, sockets.
 */
export async function mayTry(tools: ServiceTools, caller: Caller, target: string): Promise<boolean> {
  const { perTarget, perCaller, perAddress, windowMs } = tools.settings.attempts;
  const now = tools.now();
  const take = (counter: string, limit: number) => tools.store.takeAttempt(counter, { now, windowMs, limit });
  return (
    (await take(`target:${target}`, perTarget)) &&
    (await take(`caller:${caller.guid}`, perCaller)) &&
    take(`address:${caller.address}`, perAddress)
  );
}

/** Counts one knock at a door with a token that opens none. False when there were too many from that address. */
export function mayKnock(tools: ServiceTools, address: string): Promise<boolean> {
  const { perAddress: limit, windowMs } = tools.settings.attempts;
  return tools.store.takeAttempt(`knock:${address}`, { now: tools.now(), windowMs, limit });
}
