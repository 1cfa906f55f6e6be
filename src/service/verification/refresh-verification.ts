import { isUndecided, isVerdict } from '../../domain/verification/status';
import { authenticated, type Caller, mayChange } from '../access/caller';
import { refreshOf } from '../access/rate-limit';
import { consentRequired } from '../consents/gate';
import type { ServiceTools } from '../tools';
import { askProvider } from './ask-provider';
import { findOrUnknown } from './find-or-unknown';
import { record } from './record';
import { accepted, refused, type Submission, tooManyAttempts } from './submission';

/**
 * Queries the provider again, at most every ten seconds for one verification. An answer with news is recorded; without
 * news, or without an answer, the history does not grow.
 */
export async function refreshVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
): Promise<Submission> {
  const caller = authenticated(anyone, tools.now());
  const found = await findOrUnknown(tools, 'id', id, (verification) => mayChange(caller, verification));
  if (!found.accepted) return found;
  const { verification } = found;
  const { status } = verification;
  const canBeAsked = isUndecided(status) || isVerdict(status) || status === 'EXPIRED';
  if (!canBeAsked || !tools.catalog.provider(verification.provider)?.query) return cannotBeAsked;
  const refresh = refreshOf(tools, id);
  const retryAt = await tools.store.attempts.takeAll(refresh);
  if (retryAt) return tooManyAttempts({ retryAt, path: ['id'] });
  const outcome = await askProvider(tools, verification);
  if (!outcome || outcome.kind === 'consentsMissing') {
    await tools.store.attempts.giveBack(refresh);
    return outcome ? consentRequired(verification.purpose, outcome.missing) : cannotBeAsked;
  }
  const changed = await record(tools, id, { kind: 'queried', outcome, onlyNews: true });
  return accepted(changed && 'verification' in changed ? changed.verification : verification);
}

const cannotBeAsked = refused(['id'], 'WRONG_STATE', 'CANNOT_BE_ASKED');
