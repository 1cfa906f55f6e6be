import { comparableIdentityNo } from '../../domain/facts/comparable';
import { knownPerson } from '../../domain/facts/known-person';
import { message } from '../../domain/messages/message';
import type { Outcome } from '../../domain/verification/outcome';
import type { Fact } from '../../domain/verification/transition';
import type { Verification } from '../../domain/verification/verification';
import type { IdentityCounting, IdentityUse } from '../../storage/identities/contract';
import type { ServiceTools } from '../tools';

/**
 * Counts the accounts on which an identity number is approved, by keyed hashes. Only a provider's approval counts, and
 * only of a number that the provider has confirmed: staff vouch for a claim.
 */
export function countingOf(tools: ServiceTools, movedAway: string | null): IdentityCounting {
  const { accountsPerIdentity, identityRetentionMs } = tools.settings;
  return {
    claimOf: (verification) => identityUseOf(tools, verification),
    limit: accountsPerIdentity,
    freed: movedAway === null ? null : accountHash(tools, movedAway),
    keepMs: identityRetentionMs,
  };
}

export function identityUseOf(tools: ServiceTools, verification: Verification): IdentityUse | null {
  const { guid, environment, movedAt } = verification;
  if (guid === null || movedAt !== null) return null;
  const { certType, identityNo } = knownPerson(verification, tools.settings.assurance.policy);
  if (identityNo === null) return null;
  const identity = JSON.stringify([environment, certType, comparableIdentityNo(identityNo)]);
  return {
    identityHash: tools.store.encryption.fingerprint(`identity:${identity}`),
    accountHash: accountHash(tools, guid),
  };
}

/** The fact that is recorded instead of an approval of a number that too many accounts have. */
export function takenInsteadOf(fact: Fact): Fact {
  switch (fact.kind) {
    case 'answered':
    case 'queried':
    case 'pushed':
      return { ...fact, outcome: asTaken(fact.outcome) };
    // The provider has merged the accounts: the refusal does not lead back to the conflict.
    case 'mergeAnswered':
      return { kind: 'answered', outcome: asTaken(fact.outcome) };
    default:
      throw new Error(`A fact of the kind ${fact.kind} approves no identity number.`);
  }
}

function asTaken({ kind: _kind, message: _message, ...findings }: Outcome): Outcome {
  return {
    ...findings,
    kind: 'rejected',
    failure: {
      code: 'IDENTITY_TAKEN',
      message: message('IDENTITY_TAKEN'),
      providerCode: null,
      providerMessage: null,
      retryable: false,
    },
  };
}

function accountHash({ store }: ServiceTools, guid: string): string {
  return store.encryption.fingerprint(`identity-account:${guid}`);
}
