import { authenticated, type Caller, mayChange } from './caller';
import { record } from './record';
import { accepted, refused, type Submission, unknownVerification } from './submission';
import type { ServiceTools } from './tools';

/** Stops waiting for a verification that is not decided. What the provider still says is recorded and changes nothing. */
export async function cancelVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
): Promise<Submission> {
  const caller = authenticated(anyone, tools.now());
  const verification = (await tools.store.find([id])).get(id);
  if (!verification || !mayChange(caller, verification)) return unknownVerification('id');
  const changed = await record(tools, id, { kind: 'canceled' });
  if (changed?.kind === 'changed') return accepted(changed.verification);
  return refused(
    ['id'],
    'WRONG_STATE',
    'Only a verification that still waits, or is in conflict, can be cancelled.',
  );
}
