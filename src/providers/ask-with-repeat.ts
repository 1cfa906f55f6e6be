import type { ProviderResponse } from './provider-response';

/**
 * Sends a query, which changes nothing and may therefore be repeated: once, after a failure that came quickly. After a
 * timeout it is not repeated, so that no caller waits for a second one.
 */
export async function askWithRepeat(ask: () => Promise<ProviderResponse>): Promise<ProviderResponse> {
  const first = await ask();
  const again = first.kind === 'silent' && (first.reason === 'connection' || first.reason === 'server-error');
  return again ? ask() : first;
}
