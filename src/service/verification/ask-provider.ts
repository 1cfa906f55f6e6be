import type { ConsentKind } from '../../domain/consent/consent';
import type { Outcome } from '../../domain/verification/outcome';
import type { Verification } from '../../domain/verification/verification';
import type { QueryCall } from '../../providers/provider';
import { judgeVerification } from '../consents/verification-consents';
import type { ServiceTools } from '../tools';

export interface ConsentsMissing {
  readonly kind: 'consentsMissing';
  readonly missing: readonly ConsentKind[];
}

/**
 * Queries the provider about a verification. Null if the provider is disabled, or has no reference to query by; the
 * missing consents if it rests on some that stand no more.
 */
export async function askProvider(
  tools: ServiceTools,
  verification: Verification,
  call: QueryCall = {},
): Promise<Outcome | ConsentsMissing | null> {
  const { id, provider: name, method } = verification;
  const provider = tools.catalog.provider(name);
  const { missing } = await judgeVerification(tools, verification);
  if (missing.length > 0) return { kind: 'consentsMissing', missing };
  try {
    return (await provider?.query?.(verification, call)) ?? null;
  } catch (err) {
    tools.log.error({ verificationId: id, provider: name, method }, 'provider adapter failed', err);
    return { kind: 'silent' };
  }
}
