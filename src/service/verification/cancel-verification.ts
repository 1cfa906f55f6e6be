import { authenticated, type Caller, mayChange } from '../access/caller';
import type { ServiceTools } from '../tools';
import { findOrUnknown } from './find-or-unknown';
import { record } from './record';
import { accepted, refused, type Submission } from './submission';

/** Cancels a verification that is not decided. A later verdict is recorded in its history and changes nothing. */
export async function cancelVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
): Promise<Submission> {
  const caller = authenticated(anyone, tools.now());
  const found = await findOrUnknown(tools, 'id', id, (verification) => mayChange(caller, verification));
  if (!found.accepted) return found;
  const changed = await record(tools, id, { kind: 'canceled' });
  if (changed?.kind === 'changed') return accepted(changed.verification);
  return refused(['id'], 'WRONG_STATE', 'NOT_CANCELABLE');
}
