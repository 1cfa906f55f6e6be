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
  const completed = at === null ? null : await complete(tools, verification, at);
  return withResult(returnTo, completed ?? verification);
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
  const completed = await complete(tools, verification, at);
  return completed
    ? accepted(completed)
    : refused(['at'], 'MALFORMED', "at must be as LinkID's redirect brought it.");
}

/**
 * Asks for the result that `at` stands for, and records it. After a decision another `at` changes nothing. Null where
 * nobody can be asked by such an `at`.
 */
async function complete(
  tools: ServiceTools,
  verification: Verification,
  at: string,
): Promise<Verification | null> {
  if (!isWaiting(verification)) return verification;
  const outcome = at.length > maxAtLength ? null : await askProvider(tools, verification, { at });
  if (!outcome) return null;
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

/**
 * The application's address with the result added. Text is joined to text: going through URLSearchParams would write
 * a query anew that is not ours. Only what has our names gives way, so that nobody reads a result that is not ours.
 */
function withResult(returnTo: string, { id, status }: Verification): string {
  const address = new URL(returnTo);
  const result = [`verificationId=${id}`, `status=${status}`];
  const names = new URLSearchParams(result.join('&'));
  const kept = address.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && ![...new URLSearchParams(pair).keys()].some((name) => names.has(name)));
  address.search = [...kept, ...result].join('&');
  return address.href;
}

function isWaiting({ status }: Verification): boolean {
  return status !== 'APPROVED' && status !== 'REJECTED' && canBecome(status, 'APPROVED');
}
