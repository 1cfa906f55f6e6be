import type { Evidence } from '../../domain/assurance/assurance';
import { sourcesOf } from '../../domain/facts/facts';
import { knownPerson } from '../../domain/facts/known-person';
import type { Verification } from '../../domain/verification/verification';
import type { ServiceTools } from '../../service/tools';
import { IdentityFacts } from './facts.type';

/** The facts of one verification. Attempts are counted for its account, whichever of its verifications is queried. */
export function factsOfVerification({ settings }: ServiceTools, record: Verification): IdentityFacts {
  const subject = record.guid === null ? `verification:${record.id}` : `account:${record.guid}`;
  return new IdentityFacts(subject, () => [knownPerson(record, settings.assurance.policy)]);
}

export function factsOfAccount(
  { settings, now }: ServiceTools,
  guid: string,
  account: readonly Evidence[],
): IdentityFacts {
  return new IdentityFacts(`account:${guid}`, () => sourcesOf(account, settings.assurance, now()));
}
