import { message } from '../../domain/messages/message';
import { type Fact, type TransitionRules, transition } from '../../domain/verification/transition';
import type { Verification, VerificationStatus } from '../../domain/verification/verification';
import type {
  Changed,
  ChangeOptions,
  ChangeTarget,
  SingleUseReference,
} from '../../storage/verifications/contract';
import { countingOf, takenInsteadOf } from '../access/identity-limit';
import type { ServiceTools } from '../tools';

export type Recorded<Reason = never> =
  | Changed
  /** The fact does not count for this verification, which stays unchanged. */
  | { readonly kind: 'refused'; readonly verification: Verification; readonly reason: Reason };

/**
 * Records a fact about a verification: every change after the first one goes through here. Null if the verification is
 * unknown. `refuse` returns why the fact does not count for it, or null; it runs inside the transaction.
 */
export async function record<Reason = never>(
  tools: ServiceTools,
  target: ChangeTarget,
  fact: Fact,
  options: ChangeOptions = {},
  refuse: (current: Verification) => Reason | null = () => null,
): Promise<Recorded<Reason> | null> {
  let before: VerificationStatus | null = null;
  let reason = null as Reason | null;
  const changed = await tools.store.verifications.change(
    target,
    (current) => {
      reason = refuse(current);
      if (reason !== null) return null;
      before = current.status;
      return transition(current, fact, rulesOf(tools));
    },
    {
      ...options,
      identity: countingOf(tools, options.along?.guid ?? null),
      singleUse: (verification) => singleUseOf(tools, verification),
    },
  );
  if (changed?.kind === 'servesAnother') {
    const { id, provider } = changed.verification;
    tools.log.warn(
      { verificationId: id, provider },
      'the reference of a return belongs to another verification',
    );
    return record(tools, target, broughtForAnother, options, refuse);
  }
  if (changed?.kind === 'identityTaken') {
    const { id, provider } = changed.verification;
    tools.meter.identityShared({ result: 'refused' });
    tools.log.warn({ verificationId: id, provider }, 'the identity number is approved on other accounts');
    return record(tools, target, takenInsteadOf(fact), options, refuse);
  }
  if (changed && 'verification' in changed && changed.kind !== 'changed') {
    // The store recognises a repeat by its key alone, before `refuse` has seen the fact.
    reason = changed.kind === 'repeated' ? refuse(changed.verification) : reason;
    if (reason !== null) return { kind: 'refused', verification: changed.verification, reason };
  }
  if (changed?.kind === 'changed') {
    const { verification, event, otherAccounts } = changed;
    if (otherAccounts > 0) tools.meter.identityShared({ result: 'counted' });
    const { id, provider, method, status, failure } = verification;
    const change = { verificationId: id, provider, method, status, cause: event.cause };
    tools.meter.changed({ ...change, before, failure: failure?.code ?? null });
    tools.log.info({ ...change, version: event.version }, 'verification changed');
    // The request that sends an attempt waits for its answer, and goes on with the case itself.
    if (verification.caseId !== null && fact.kind !== 'answered') await tools.followCase(verification);
  }
  return changed;
}

/** Records in the same transaction that a merge has moved the verified data of that account away. */
export function movingAway(tools: ServiceTools, guid: string): Pick<ChangeOptions, 'along'> {
  const decide = (current: Verification) => transition(current, { kind: 'movedAway' }, rulesOf(tools));
  return { along: { guid, decide } };
}

function rulesOf({ now, catalog, settings }: ServiceTools): TransitionRules {
  const { pendingTtlMs, assurance } = settings;
  return { now: now(), pendingTtlMs, assurance, identifiers: catalog.identifiers };
}

/** This fact is recorded in the history and changes nothing else. */
const broughtForAnother: Fact = {
  kind: 'queried',
  outcome: { kind: 'undecided', message: message('REFERENCE_OF_ANOTHER') },
};

function singleUseOf(
  { catalog, store }: ServiceTools,
  { provider, references }: Verification,
): readonly SingleUseReference[] {
  return (catalog.singleUse.get(provider) ?? []).flatMap((name) => {
    const value = references[name];
    if (value === undefined) return [];
    return [{ name, value, hash: store.encryption.fingerprint(`single-use:${provider}:${name}:${value}`) }];
  });
}
