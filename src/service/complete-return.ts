import { canBecome } from '../domain/status';
import type { Verification } from '../domain/verification';
import { askProvider } from './ask-provider';
import { authenticated, type Caller, mayChange } from './caller';
import { doorFingerprint } from './door';
import { record } from './record';
import { accepted, refused, type Submission, unknownVerification } from './submission';
import type { ServiceTools } from './tools';

/** Longest `at` that is taken for one, in characters; LinkID's have 32. */
const maxAtLength = 512;

/**
 * The person's browser is back from the provider's page at the address made for one verification. Returns where to
 * send it on: the application's own address with `verificationId` and `status`. Null where the address is unknown.
 */
export async function receiveReturn(
  tools: ServiceTools,
  providerName: string,
  token: string,
  at: string | null,
): Promise<string | null> {
  const verification = await tools.store.findByDoor(doorFingerprint(tools, token));
  const returnTo = verification?.personal.returnTo?.reveal();
  if (!verification || verification.provider !== providerName || returnTo === undefined) return null;
  const { id, status } = at === null ? verification : await complete(tools, verification, at);
  const address = new URL(returnTo);
  address.searchParams.set('verificationId', id);
  address.searchParams.set('status', status);
  return address.href;
}

/** For applications that catch the provider's redirect themselves. */
export async function completeLinkIdVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  input: { readonly verificationId: string; readonly at: string },
): Promise<Submission> {
  const caller = authenticated(anyone, tools.now());
  const { verificationId, at } = input;
  const verification = (await tools.store.find([verificationId])).get(verificationId);
  if (!verification || !mayChange(caller, verification) || verification.method !== 'LINKID_PAGE') {
    return unknownVerification('verificationId');
  }
  if (at.trim() === '') return refused(['at'], 'REQUIRED', 'at is required.');
  if (at.length > maxAtLength)
    return refused(['at'], 'TOO_LONG', `at has at most ${maxAtLength} characters.`);
  if (!isWaiting(verification)) {
    return refused(['verificationId'], 'WRONG_STATE', 'This verification does not wait for a return.');
  }
  return accepted(await complete(tools, verification, at));
}

/** Asks for the result that `at` stands for, and records it. After a decision another `at` changes nothing. */
async function complete(tools: ServiceTools, verification: Verification, at: string): Promise<Verification> {
  if (!isWaiting(verification) || at === '' || at.length > maxAtLength) return verification;
  const outcome = await askProvider(tools, verification, { at });
  if (!outcome) return verification;
  const changed = await record(
    tools,
    verification.id,
    // Silence leaves `at` as what to ask by later; any answer says itself what it is about.
    outcome.kind === 'silent' ? { kind: 'returned', at } : { kind: 'queried', outcome },
    // A browser that loads the address twice brings the same `at` twice.
    { factKey: tools.store.fingerprint(`return:${outcome.kind}:${at}`) },
  );
  return changed && 'verification' in changed ? changed.verification : verification;
}

function isWaiting({ status }: Verification): boolean {
  return status !== 'APPROVED' && status !== 'REJECTED' && canBecome(status, 'APPROVED');
}
