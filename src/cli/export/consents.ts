import { type Consent, type ConsentStatus, statusOf } from '../../domain/consent/consent';
import type { ServiceTools } from '../../service/tools';

export interface ExportedConsent extends Consent {
  readonly status: ConsentStatus;
}

/** The consents about an account, oldest first. */
export async function exportedConsents(
  tools: ServiceTools,
  guid: string,
): Promise<readonly ExportedConsent[]> {
  const consents = await tools.store.consents.ofAccount(guid);
  return consents.map((consent) => ({ ...consent, status: statusOf(consent) }));
}
