import { canBecome } from '../../domain/verification/status';
import type { ProviderReferences, Verification } from '../../domain/verification/verification';
import type { ReturnReader } from '../../providers/provider';
import { authenticated, type Caller, mayChange } from '../access/caller';
import { consentRequired } from '../consents/gate';
import type { ServiceTools } from '../tools';
import { askProvider, type ConsentsMissing } from '../verification/ask-provider';
import { findOrUnknown } from '../verification/find-or-unknown';
import { record } from '../verification/record';
import { accepted, refused, type Submission } from '../verification/submission';
import { callbackFingerprint, mayBeKnown } from './callback-address';

/** The parameters of the browser's return; if a parameter came twice, both values. */
export type ReturnQuery = Readonly<Record<string, unknown>>;

/**
 * Handles the return of the person's browser from the provider's page, at the address made for one verification.
 * Returns the address to redirect it to: the application's own, with `verificationId` and `status`. Null if the return
 * address is unknown.
 */
export async function receiveReturn(
  tools: ServiceTools,
  providerName: string,
  token: string,
  query: ReturnQuery,
): Promise<string | null> {
  if (!(await mayBeKnown(tools, token))) return null;
  const verification = await tools.store.verifications.findByCallbackToken(
    callbackFingerprint(tools.store.encryption, token),
  );
  const returnTo = verification?.personal.returnTo?.reveal();
  if (!verification || verification.provider !== providerName || returnTo === undefined) return null;
  const brought = broughtBy(query, tools.catalog.provider(providerName)?.returns);
  const completed = brought && (await complete(tools, verification, brought));
  return withResult(returnTo, completed && 'version' in completed ? completed : verification);
}

/**
 * The same for applications that receive the provider's redirect themselves. `value` is the value that the redirect
 * brought, given in the input's `field`; `methodName` is the only method whose verifications it may complete.
 */
export async function completeReturn(
  tools: ServiceTools,
  anyone: Caller | null,
  methodName: string,
  input: { readonly verificationId: string; readonly field: string; readonly value: string },
): Promise<Submission> {
  const caller = authenticated(anyone, tools.now());
  const { verificationId, field, value } = input;
  const found = await findOrUnknown(
    tools,
    'verificationId',
    verificationId,
    (named) => mayChange(caller, named) && named.method === methodName,
  );
  if (!found.accepted) return found;
  const { verification } = found;
  const returns = tools.catalog.provider(verification.provider)?.returns;
  if (!returns) return refused([], 'NOT_ALLOWED', 'NOT_OFFERED', { method: methodName });
  const brought = returns.read(value);
  if (!brought.ok) {
    const { code, message } = brought;
    return { accepted: false, errors: [{ path: [field], code, message }] };
  }
  if (!isWaiting(verification)) {
    return refused(['verificationId'], 'WRONG_STATE', 'NO_RETURN_AWAITED');
  }
  const completed = await complete(tools, verification, brought.value);
  if (completed && 'missing' in completed) return consentRequired(verification.purpose, completed.missing);
  return completed ? accepted(completed) : refused(['verificationId'], 'WRONG_STATE', 'CANNOT_BE_ASKED');
}

/** If a parameter came twice, the first value counts: a provider may append its own to one that is there already. */
function broughtBy(query: ReturnQuery, returns: ReturnReader | undefined): ProviderReferences | null {
  const values = (returns?.parameters ?? []).map((name) => {
    const value = query[name];
    return Array.isArray(value) ? (value[0] as unknown) : value;
  });
  const value = values.find((candidate) => typeof candidate === 'string' && candidate !== '');
  const brought = typeof value === 'string' ? returns?.read(value) : undefined;
  return brought?.ok ? brought.value : null;
}

/**
 * Queries the result with the references that the return brought, and records it. After a decision, another return
 * changes nothing. Null if the provider cannot be queried.
 */
async function complete(
  tools: ServiceTools,
  verification: Verification,
  brought: ProviderReferences,
): Promise<Verification | ConsentsMissing | null> {
  if (!isWaiting(verification)) return verification;
  const outcome = await askProvider(tools, verification, { brought });
  if (!outcome || outcome.kind === 'consentsMissing') return outcome;
  const changed = await record(
    tools,
    verification.id,
    // Without an answer, the references are kept for a later query. An answer contains them itself (`askedBy`).
    outcome.kind === 'silent' ? { kind: 'returned', references: brought } : { kind: 'queried', outcome },
    // A browser that loads the address twice must not be recorded twice.
    {
      factKey: tools.store.encryption.fingerprint(
        `return:${outcome.kind}:${Object.values(brought).join(':')}`,
      ),
    },
  );
  return changed && 'verification' in changed ? changed.verification : verification;
}

/**
 * The application's address with the result added, joined as text: URLSearchParams would rewrite the application's own
 * query. Only parameters with our names are removed, so that an application never reads a result that is not ours.
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
