import type { Evidence } from '../../domain/routing/evidence';
import type { Subject } from '../../domain/verification/verification';
import type { Counter } from '../../storage/attempts/contract';
import type { ServiceTools } from '../tools';
import { type Refusal, tooManyAttempts } from '../verification/submission';

/** The number and the phone that a request is about, whichever method is chosen. */
export function claimed({ certNo, mobileNo }: Evidence): Subject {
  return { ...(certNo !== undefined && { identityNo: certNo }), ...(mobileNo !== undefined && { mobileNo }) };
}

/** Counts a request that begins no attempt like one that does: its answer says which ways there are. */
export async function countStart(tools: ServiceTools, counters: readonly Counter[]): Promise<Refusal | null> {
  const { windowMs } = tools.settings.starts;
  const retryAt = await tools.store.attempts.takeAll({ counters, now: tools.now(), windowMs });
  return retryAt && tooManyAttempts({ retryAt });
}
