import { type Case, startCase } from '../frame/cases';
import type { FaultContext } from '../frame/context';

const pauseMs = 20;
/** Whoever has no answer by then has lost it. */
const mostTries = 1000;

/** A client that repeats its mutation, with the same key, until it is answered. Rejects when that never happens. */
export async function startUntilAnswered(
  context: FaultContext,
  url: string,
  guid: string,
  phone: string,
): Promise<Case | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startCase(context, url, guid, phone);
    } catch (error) {
      if (tries === mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/** Enters it where OneNET was asked more than once on behalf of one key. */
export function checkAskedOnce({ ledger, oneNet }: FaultContext, phone: string): void {
  const asked = oneNet.starts.filter((start) => start.phone === phone).length;
  if (asked > 1) ledger.doubled(`request for ${phone}`);
}
