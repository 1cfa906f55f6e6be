import { type KnownChild, nothingKnownOfChild, schoolMemoOf } from '../../domain/consent/relation';
import { knownPerson } from '../../domain/facts/known-person';
import type { ServiceTools } from '../tools';

/** The person of an account, as far as the account's own verifications have confirmed it. */
export async function knownOfAccount(tools: ServiceTools, guid: string): Promise<KnownChild> {
  const { verifications } = tools.store;
  const decided = (await verifications.ofAccounts([guid])).get(guid) ?? [];
  const { policy } = tools.settings.assurance;
  const persons = decided
    .map((evidence) => ({ id: evidence.id, ...knownPerson(evidence, policy) }))
    .filter(({ realName }) => realName !== null);
  if (persons.length === 0) return nothingKnownOfChild;
  const whole = await verifications.find(persons.map(({ id }) => id));
  return {
    realNames: present(persons.map(({ realName }) => realName)),
    identityNos: present(persons.map(({ identityNo }) => identityNo)),
    outids: present([...whole.values()].map((one) => schoolMemoOf(one).outid ?? null)),
  };
}

function present(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
