import { type Consent, type ConsentStatus, statusOf } from '../../domain/consent/consent';
import type { ServiceTools } from '../../service/tools';

export interface ExportedConsent extends Consent {
  readonly status: ConsentStatus;
}

/** The consents about an account, and those that it gave as a guardian for other accounts; oldest first. */
export async function exportedConsents({ store }: ServiceTools, guid: string) {
  return {
    consents: withStatus(await store.consents.ofAccount(guid)),
    consentsGivenForOthers: withStatus(await store.consents.givenForOthers(guid)),
  };
}

function withStatus(consents: readonly Consent[]): readonly ExportedConsent[] {
  return consents.map((consent) => ({ ...consent, status: statusOf(consent) }));
}
