import type { Tries } from '../storage/store';
import type { Caller } from './caller';
import type { ServiceTools } from './tools';

/**
 * One try of a code or password: for its target, for who tries, and for where it comes from. It is counted with what
 * it is for, so that a repeat or a request that is not sent uses up nothing, and one counter that is full spares the
 * others. The counters are durable, and count every execution of a field alike: aliases, batches, sockets.
 */
export function tryOf(tools: ServiceTools, caller: Caller, target: string): Tries {
  const { perTarget, perCaller, perAddress, windowMs } = tools.settings.attempts;
  const counter = (name: string, limit: number) => ({
    nameHash: tools.store.fingerprint(`attempt:${name}`),
    limit,
  });
  return {
    counters: [
      counter(`target:${target}`, perTarget),
      counter(`caller:${caller.guid}`, perCaller),
      counter(`address:${caller.address}`, perAddress),
    ],
    now: tools.now(),
    windowMs,
  };
}

/** Counts one knock at a door with a token that opens none. False when there were too many from that address. */
export function mayKnock(tools: ServiceTools, address: string): Promise<boolean> {
  const { perAddress: limit, windowMs } = tools.settings.attempts;
  return tools.store.takeAttempt(`knock:${address}`, { now: tools.now(), windowMs, limit });
}
