import type { Assurance, Evidence } from '../../domain/assurance/assurance';
import { type AssuranceLevel, isAtLeast } from '../../domain/assurance/levels';
import { assuranceOfAccount } from '../../domain/assurance/of-account';
import { assuranceOf } from '../../domain/assurance/of-verification';
import { type Span, spanAround } from '../../domain/assurance/span';
import type { Verification } from '../../domain/verification/verification';
import { type Caller, maySeeAccount, unlessEnded } from '../access/caller';
import type { ServiceTools } from '../tools';

/**
 * The evidence of each account's verifications that have a verdict: its assurance rests on them. Empty both for an unknown account
 * and for another caller's, so that the two look alike.
 */
export async function readAccounts(
  tools: ServiceTools,
  anyone: Caller | null,
  guids: readonly string[],
): Promise<(readonly Evidence[])[]> {
  const caller = unlessEnded(anyone, tools.now());
  const seen = guids.filter((guid) => caller !== null && maySeeAccount(caller, guid));
  const found = await tools.store.verifications.ofAccounts(seen);
  return guids.map((guid) => found.get(guid) ?? []);
}

/** The same for the accounts of verifications that the caller was shown; those are not read again. */
export async function readAccountsOf(
  tools: ServiceTools,
  anyone: Caller | null,
  shown: readonly (Verification | null)[],
): Promise<ReadonlyMap<string, readonly Evidence[]>> {
  const caller = unlessEnded(anyone, tools.now());
  const read = new Map<string, Verification>();
  const guids = new Set<string>();
  for (const verification of shown) {
    const guid = verification?.guid;
    if (!guid || !caller || !maySeeAccount(caller, guid)) continue;
    read.set(verification.id, verification);
    guids.add(guid);
  }
  return tools.store.verifications.ofAccounts([...guids], [...read.values()]);
}

export function judgeVerification({ settings, now }: ServiceTools, verification: Verification): Assurance {
  return assuranceOf(verification, settings.assurance, now());
}

/** By what was read of the account: a list of a thousand references to one account is judged once. */
const judged = new WeakMap<readonly Evidence[], Assurance>();

export function judgeAccount({ settings, now }: ServiceTools, account: readonly Evidence[]): Assurance {
  const before = judged.get(account);
  if (before) return before;
  const assurance = assuranceOfAccount(account, settings.assurance, now());
  judged.set(account, assurance);
  return assurance;
}

/** The time around a moment in which the verification, and what was read of its account, are judged alike. */
export function judgedAlike(
  { settings }: ServiceTools,
  verification: Verification,
  account: readonly Evidence[],
  moment: Date,
): Span {
  return spanAround([verification, ...account], settings.assurance, moment);
}

export function meetsLevel(
  tools: ServiceTools,
  account: readonly Evidence[],
  level: AssuranceLevel,
): boolean {
  return isAtLeast(judgeAccount(tools, account).level, level);
}

export function isRealNameVerified(tools: ServiceTools, account: readonly Evidence[]): boolean {
  return meetsLevel(tools, account, tools.settings.realNameLevel);
}
