import { knownClaims, type Sources } from '../../domain/facts/facts';
import { type Claim, type ClaimMatch, isComparable, matchClaim } from '../../domain/facts/match';
import { TooManyAttemptsError } from '../errors';
import type { ServiceTools } from '../tools';

/**
 * Compares a claim with the known values. Each comparison counts as one attempt for `subject`, the account (or the
 * verification, if it has no account): otherwise a number could be guessed digit by digit. Throws TOO_MANY_ATTEMPTS.
 */
export async function matchKnown(
  tools: ServiceTools,
  subject: string,
  sources: Sources,
  claim: Claim,
): Promise<ClaimMatch> {
  const known = knownClaims(sources);
  if (isComparable(claim, known)) {
    const { perTarget: limit, windowMs } = tools.settings.attempts;
    const options = { now: tools.now(), windowMs, limit };
    const retryAt = await tools.store.attempts.take(`matches:${subject}`, options);
    if (retryAt) throw new TooManyAttemptsError(retryAt);
  }
  return matchClaim(claim, known);
}
