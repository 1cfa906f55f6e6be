import type { AssuranceLevel } from '../generated/operations.ts';
import policy from '../policy.json' with { type: 'json' };

/** A purpose of the policy that the service runs with: `npm run example` gives it the same file. */
export type PurposeName = keyof typeof policy.purposes;

/** The consents that a purpose asks every person for. A guardian's goes by the age. */
export type PurposeConsent = 'GENERAL' | 'SEPARATE';

export interface Purpose {
  readonly level: AssuranceLevel;
  readonly allow: readonly string[];
  readonly consent?: readonly PurposeConsent[];
}

// The service has checked the same file at its start.
export const purposes = policy.purposes as Readonly<Record<PurposeName, Purpose>>;
export const purposeNames = Object.keys(purposes) as readonly PurposeName[];

export function isPurpose(name: string): name is PurposeName {
  return Object.hasOwn(purposes, name);
}
