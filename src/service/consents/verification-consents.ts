import { usesFace } from '../../domain/consent/face';
import type { ConsentJudgement } from '../../domain/consent/judge';
import { schoolMemoOf } from '../../domain/consent/relation';
import type { Verification } from '../../domain/verification/verification';
import type { ServiceTools } from '../tools';
import { openConsentGate } from './gate';

/**
 * Whether a provider may be asked again about a verification: it rests on the same consents as the request that began
 * it. After its redaction nothing tells the person's age any more: no provider is asked about it.
 */
export async function judgeVerification(
  tools: ServiceTools,
  { guid, purpose, method, personal, redactedAt }: Verification,
): Promise<ConsentJudgement> {
  if (tools.settings.consent !== 'enforce') return { missing: [], restsOn: [] };
  if (guid !== null && redactedAt !== null) return { missing: ['GUARDIAN'], restsOn: [] };
  const { realName, identityNo } = personal.subject?.reveal() ?? {};
  const { outid } = schoolMemoOf({ personal });
  const gate = await openConsentGate(tools, { guid, purpose, person: { realName, identityNo, outid } });
  return gate.judge({ usesFace: usesFace(tools.settings.assurance.policy, method) });
}
