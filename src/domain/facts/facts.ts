import type { Evidence } from '../assurance/assurance';
import { byWorth } from '../assurance/of-account';
import { type AssuranceRules, isOfAccount } from '../assurance/of-verification';
import { ageOf } from './age';
import { certificateValid } from './certificate';
import { type KnownPerson, knownPerson } from './known-person';
import type { Claim } from './match';

/**
 * The persons that one or several verifications confirmed, the best first: a value comes from the first that has it.
 */
export type Sources = readonly KnownPerson[];

/** The sources of an account's person, the best first. */
export function sourcesOf(all: readonly Evidence[], rules: AssuranceRules, now: Date): Sources {
  const own = all.filter((evidence) => isOfAccount(evidence, rules));
  return byWorth(own, rules, now).map(({ evidence }) => knownPerson(evidence, rules.policy));
}

/** Full years today in China. */
export function knownAge(sources: Sources, now: Date): number | null {
  return firstKnown(sources, (person) => ageOf(person, now));
}

export function knownCertificate(sources: Sources, now: Date): boolean | null {
  return firstKnown(sources, (person) => certificateValid(person, now));
}

export function knownClaims(sources: Sources): Pick<KnownPerson, keyof Claim> {
  return {
    realName: firstKnown(sources, ({ realName }) => realName),
    identityNo: firstKnown(sources, ({ identityNo }) => identityNo),
    mobileNo: firstKnown(sources, ({ mobileNo }) => mobileNo),
  };
}

function firstKnown<Value>(sources: Sources, read: (person: KnownPerson) => Value | null): Value | null {
  for (const person of sources) {
    const value = read(person);
    if (value !== null) return value;
  }
  return null;
}
