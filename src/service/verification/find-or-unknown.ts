import type { Verification } from '../../domain/verification/verification';
import type { ServiceTools } from '../tools';
import { accepted, type Submission, unknownVerification } from './submission';

/**
 * Finds the verification that a mutation names in `field`. The refusal is the same if it does not exist and if it is
 * not the caller's to act on.
 */
export async function findOrUnknown(
  tools: ServiceTools,
  field: string,
  id: string,
  isAllowed: (verification: Verification) => boolean,
): Promise<Submission> {
  const verification = (await tools.store.verifications.find([id])).get(id);
  return verification && isAllowed(verification) ? accepted(verification) : unknownVerification(field);
}
