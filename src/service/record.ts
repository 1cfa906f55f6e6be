import { type Fact, transition } from '../domain/transition';
import type { VerificationStatus } from '../domain/verification';
import type { Changed, ChangeOptions } from '../storage/store';
import type { ServiceTools } from './tools';

/** Records a fact of a verification: every change after the first goes through here. Null when it is unknown. */
export async function record(
  tools: ServiceTools,
  id: string,
  fact: Fact,
  options: ChangeOptions = {},
): Promise<Changed | null> {
  let before: VerificationStatus | null = null;
  const changed = await tools.store.change(
    id,
    (current) => {
      before = current.status;
      return transition(current, fact, { now: tools.now(), pendingTtlMs: tools.settings.pendingTtlMs });
    },
    options,
  );
  if (changed?.kind === 'changed') {
    const { verification, event } = changed;
    const { provider, method, status, failure } = verification;
    const change = { verificationId: id, provider, method, status, cause: event.cause };
    tools.meter.changed({ ...change, before, failure: failure?.code ?? null });
    tools.log.info({ ...change, version: event.version }, 'verification changed');
  }
  return changed;
}
