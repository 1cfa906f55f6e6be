import { isUndecided, isVerdict } from '../domain/status';
import { askProvider } from './ask-provider';
import { authenticated, type Caller, mayChange } from './caller';
import { record } from './record';
import { accepted, refused, type Submission, unknownVerification } from './submission';
import type { ServiceTools } from './tools';

/** Asks the provider again. Every answer is recorded, also that there was none. */
export async function refreshVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
): Promise<Submission> {
  const caller = authenticated(anyone, tools.now());
  const verification = (await tools.store.find([id])).get(id);
  if (!verification || !mayChange(caller, verification)) return unknownVerification('id');
  const { status } = verification;
  const canBeAsked = isUndecided(status) || isVerdict(status) || status === 'EXPIRED';
  const outcome = canBeAsked ? await askProvider(tools, verification) : null;
  if (!outcome) {
    return refused(['id'], 'WRONG_STATE', 'The provider cannot be asked about this verification.');
  }
  const changed = await record(tools, id, { kind: 'queried', outcome });
  return accepted(changed?.kind === 'changed' ? changed.verification : verification);
}
