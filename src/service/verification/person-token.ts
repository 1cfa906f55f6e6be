import { message } from '../../domain/messages/message';
import type { Failure } from '../../domain/verification/verification';
import type { Provider, StartCall, TokenOwner } from '../../providers/provider';
import type { Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { refused, type Submission } from './submission';

/** The use of the caller's own token at a provider, for a request about an account. */
export type TokenUse =
  /** Empty without a token: the request is then sent with the application's token. */
  | { readonly kind: 'usable'; readonly call: Pick<StartCall, 'personToken' | 'tokenOwner'> }
  /** The owner could not be learned: nothing may be sent. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'notAllowed'; readonly submission: Submission };

/**
 * A person's token speaks for the person's own account and for no other: a caller with another person's token would
 * have that person verified under the caller's account.
 */
export async function personTokenUse(
  { log }: ServiceTools,
  provider: Provider,
  caller: Caller,
  guid: string | null,
): Promise<TokenUse> {
  const { personToken } = caller;
  if (!personToken || guid !== caller.guid || !provider.tokenOwner) return { kind: 'usable', call: {} };
  const owner = await provider.tokenOwner(personToken).catch((err: unknown): TokenOwner => {
    log.error({ provider: provider.name }, 'provider adapter failed', err);
    return { kind: 'unknown', failure: unlearnt };
  });
  if (owner.kind === 'unknown') return { kind: 'failed', failure: owner.failure };
  return owner.guid === guid || owner.merged.includes(guid)
    ? { kind: 'usable', call: { personToken, tokenOwner: owner.guid } }
    : { kind: 'notAllowed', submission: notTheAccounts };
}

const unlearnt: Failure = {
  code: 'PROVIDER_UNAVAILABLE',
  message: message('PROVIDER_SILENT'),
  providerCode: null,
  providerMessage: null,
  retryable: true,
};

const notTheAccounts = refused([], 'NOT_ALLOWED', 'TOKEN_OF_ANOTHER');
