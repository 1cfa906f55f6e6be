import { type Fact, transition } from '../domain/transition';
import type { Changed, ChangeOptions } from '../storage/store';
import type { ServiceTools } from './tools';

/** Records a fact of a verification: every change after the first goes through here. Null when it is unknown. */
export async function record(
  tools: ServiceTools,
  id: string,
  fact: Fact,
  options: ChangeOptions = {},
): Promise<Changed | null> {
  const changed = await tools.store.change(
    id,
    (current) => transition(current, fact, { now: tools.now(), pendingTtlMs: tools.settings.pendingTtlMs }),
    options,
  );
  if (changed?.kind === 'changed') {
    const { verification, event } = changed;
    const { provider, method, status } = verification;
    tools.meter.changed({ provider, method, status, cause: event.cause });
    tools.log.info(
      { verificationId: id, provider, method, status, version: event.version, cause: event.cause },
      'verification changed',
    );
  }
  return changed;
}
