import type { Outcome } from '../domain/outcome';
import type { Verification } from '../domain/verification';
import type { QueryCall } from '../providers/provider';
import type { ServiceTools } from './tools';

/** Asks the provider about a verification. Null where there is nothing to ask by, or the provider is switched off. */
export async function askProvider(
  tools: ServiceTools,
  verification: Verification,
  call: QueryCall = {},
): Promise<Outcome | null> {
  const { id, provider: name, method } = verification;
  const provider = tools.catalog.provider(name);
  try {
    return (await provider?.query?.(verification, call)) ?? null;
  } catch (err) {
    tools.log.error({ verificationId: id, provider: name, method }, 'provider adapter failed', err);
    return { kind: 'silent' };
  }
}
