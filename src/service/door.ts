import type { Method } from '../providers/provider';
import type { ServiceTools } from './tools';

/**
 * A door is an address of ours made for one verification, to be given to a provider: whoever knows its token may use
 * it, so that the token is unguessable, stored as a hash, and never logged.
 */

/** The form in which a token is stored and looked up. */
export function doorFingerprint(tools: ServiceTools, token: string): string {
  return tools.store.fingerprint(`door:${token}`);
}

export function doorUrl(tools: ServiceTools, method: Method, provider: string, token: string): string {
  const folder = method.door === 'callback' ? 'callbacks' : 'returns';
  return `${tools.settings.publicUrl()}/${folder}/${provider.toLowerCase()}/${token}`;
}
