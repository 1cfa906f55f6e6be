import type { IdentityCase } from '../../domain/routing/case';
import type { PastAttempt } from '../../domain/routing/decision';
import type { ServiceTools } from '../tools';
import { pastAttempt } from './question';

/** The attempts of a case as its next decision sees them. */
export async function pastAttemptsOf(
  tools: ServiceTools,
  { attempts }: IdentityCase,
): Promise<readonly PastAttempt[]> {
  if (attempts.length === 0) return [];
  const found = await tools.store.verifications.find(attempts.map(({ verificationId }) => verificationId));
  return attempts.map((attempt) => pastAttempt(tools, attempt, found.get(attempt.verificationId)));
}

/** The methods that are not asked again, whatever evidence comes. */
export function triedMethods(attempts: readonly PastAttempt[]): ReadonlySet<string> {
  return new Set(attempts.filter(({ result }) => result !== 'WRONG_CREDENTIAL').map(({ method }) => method));
}
