import type { Consent } from '../../domain/consent/consent';
import { authenticated, type Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { acceptedConsent, type ConsentAnswer, unknownConsent } from './answer';
import { cancelRestingCases } from './cancel-resting-cases';

/**
 * Takes a consent back; what was done while it stood stays lawful. One that was withdrawn before is returned as it is.
 * It can be withdrawn whatever CONSENT says.
 */
export async function withdrawConsent(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
): Promise<ConsentAnswer> {
  const caller = authenticated(anyone, tools.now());
  const found = await tools.store.consents.find(id);
  if (!found || !mayWithdraw(caller, found)) return unknownConsent;
  const withdrawn = await tools.store.consents.withdraw(id, tools.now());
  if (!withdrawn) return unknownConsent;
  // The withdrawal is durable by now: if this fails or this process ends, a job cancels the cases.
  await cancelRestingCases(tools, withdrawn);
  return acceptedConsent(withdrawn);
}

function mayWithdraw(caller: Caller, { guid, givenBy }: Consent): boolean {
  return guid === caller.guid || givenBy === caller.guid || caller.scopes.has('realname:write');
}
