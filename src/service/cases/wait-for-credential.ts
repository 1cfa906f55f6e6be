import type { IdentityCase } from '../../domain/routing/case';
import type { Evidence, EvidenceField } from '../../domain/routing/evidence';
import type { Verification } from '../../domain/verification/verification';
import type { Followed } from '../../storage/cases/contract';
import type { ServiceTools } from '../tools';
import { caseConsents } from './case-consents';
import { recordChange } from './change-case';
import { chooseWay } from './choose-way';
import { pastAttemptsOf } from './past-attempts';

/** After a wrong code or password nothing is sent by itself: the person may have made a typing error. */
export async function waitForCredential(
  tools: ServiceTools,
  current: IdentityCase,
  attempt: Verification,
  followed: Followed,
  evidence: Evidence,
  field: string,
): Promise<IdentityCase> {
  const { [field as EvidenceField]: _wrong, ...rest } = evidence;
  const terms = tools.settings.routing.purposes[current.purpose];
  if (!terms) throw new Error('A purpose without terms allows no further attempt.');
  const { mayUseFace } = await caseConsents(tools, current, rest);
  const { decision } = chooseWay(
    tools,
    terms,
    { ...current, attempts: await pastAttemptsOf(tools, current), mayChoose: false, mayUseFace },
    rest,
    new Set(),
  );
  const asked = {
    status: 'NEEDS_EVIDENCE',
    cause: 'ATTEMPT_CHANGED',
    attemptStatus: attempt.status,
    decision,
  } as const;
  return recordChange(tools, current, asked, followed);
}
