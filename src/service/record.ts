import { type Fact, transition } from '../domain/transition';
import type { Verification, VerificationStatus } from '../domain/verification';
import type { Changed, ChangeOptions, ChangeTarget } from '../storage/store';
import type { ServiceTools } from './tools';

/**
 * Records a fact of a verification: every change after the first goes through here. Null when it is unknown. Where
 * `isOf` says no, the fact is of another verification, and this one stays unchanged.
 */
export async function record(
  tools: ServiceTools,
  target: ChangeTarget,
  fact: Fact,
  options: ChangeOptions = {},
  isOf: (current: Verification) => boolean = () => true,
): Promise<Changed | null> {
  let before: VerificationStatus | null = null;
  const changed = await tools.store.change(
    target,
    (current) => {
      if (!isOf(current)) return null;
      before = current.status;
      return transition(current, fact, { now: tools.now(), pendingTtlMs: tools.settings.pendingTtlMs });
    },
    options,
  );
  if (changed?.kind === 'changed') {
    const { verification, event } = changed;
    const { id, provider, method, status, failure } = verification;
    const change = { verificationId: id, provider, method, status, cause: event.cause };
    tools.meter.changed({ ...change, before, failure: failure?.code ?? null });
    tools.log.info({ ...change, version: event.version }, 'verification changed');
  }
  return changed;
}
