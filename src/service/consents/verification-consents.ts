import { usesFace } from '../../domain/consent/face';
import type { ConsentJudgement } from '../../domain/consent/judge';
import { schoolMemoOf } from '../../domain/consent/relation';
import type { Verification } from '../../domain/verification/verification';
import type { ServiceTools } from '../tools';
import { openConsentGate } from './gate';

/**
 * Whether a provider may be asked again about a verification: it rests on the same consents as the request that began
 * it.
 */
export async function judgeVerification(
  tools: ServiceTools,
  { guid, purpose, method, personal }: Verification,
): Promise<ConsentJudgement> {
  if (tools.settings.consent !== 'enforce') return { missing: [], restsOn: [] };
  const { realName, identityNo } = personal.subject?.reveal() ?? {};
  const { outid } = schoolMemoOf({ personal });
  const gate = await openConsentGate(tools, { guid, purpose, person: { realName, identityNo, outid } });
  return gate.judge({ usesFace: usesFace(tools.settings.assurance.policy, method) });
}
