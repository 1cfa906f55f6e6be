import type { ConsentKind } from '../../domain/consent/consent';
import { usesFace } from '../../domain/consent/face';
import type { IdentityCase } from '../../domain/routing/case';
import type { Evidence } from '../../domain/routing/evidence';
import type { ConsentRest } from '../../storage/consents/contract';
import { openConsentGate, restOf } from '../consents/gate';
import type { ServiceTools } from '../tools';

/** The consents of a case as its next decision sees them. */
export interface CaseConsents {
  /** Those without which no method may be asked. */
  readonly missing: readonly ConsentKind[];
  /** Whether a method may show the face to a provider. */
  readonly mayUseFace: boolean;
  /** The consents that an attempt by that method rests on. */
  restFor(method: string): ConsentRest;
}

/** The age is judged by the evidence, whether or not the chosen method sends the number. */
export async function caseConsents(
  tools: ServiceTools,
  { guid, purpose }: Pick<IdentityCase, 'guid' | 'purpose'>,
  { name: realName, certNo: identityNo, outid }: Evidence,
): Promise<CaseConsents> {
  const gate = await openConsentGate(tools, { guid, purpose, person: { realName, identityNo, outid } });
  const [plain, withFace] = [gate.judge({ usesFace: false }), gate.judge({ usesFace: true })];
  const { policy } = tools.settings.assurance;
  return {
    missing: plain.missing,
    mayUseFace: !withFace.missing.includes('SEPARATE'),
    restFor: (method) => restOf(usesFace(policy, method) ? withFace : plain),
  };
}
