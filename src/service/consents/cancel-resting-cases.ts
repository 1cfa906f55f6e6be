import type { Consent } from '../../domain/consent/consent';
import { usesFace } from '../../domain/consent/face';
import type { IdentityCase } from '../../domain/routing/case';
import { isWaiting } from '../../domain/routing/case-transition';
import { unlessAltered } from '../../domain/verification/altered-record';
import { cancelCase } from '../cases/cancel-case';
import { caseConsents } from '../cases/case-consents';
import { oneByOne } from '../one-by-one';
import type { ServiceTools } from '../tools';

const batchSize = 50;

/**
 * Cancels the cases that wait and rest on a withdrawn consent. A case that cannot be canceled now, because its merge is
 * under way, is left for the job: then the answer is false. A case that was altered serves nothing already and takes no
 * change: it counts as ended, and the others end all the same.
 */
export async function cancelRestingCases(tools: ServiceTools, consent: Consent): Promise<boolean> {
  let isDone = true;
  if (tools.settings.consent === 'enforce') {
    const ids = await tools.store.cases.ofAccount(consent.guid);
    const cases = await tools.store.cases.believed(ids);
    for (const one of cases.filter((current) => isWaiting(current.status))) {
      // If the proof of a guardian was altered, no other consent is known to serve.
      if (!(await unlessAltered(restsOn(tools, one, consent), true))) continue;
      const canceled = await unlessAltered(cancelCase(tools, one), one);
      isDone &&= canceled !== null;
    }
  }
  if (isDone) await tools.store.consents.casesCanceled(consent.id);
  return isDone;
}

/** Takes up what a process left that ended between a withdrawal and the end of the cases. */
export async function cancelLeftCases(tools: ServiceTools): Promise<number> {
  let done = 0;
  await oneByOne(tools, await tools.store.consents.withCasesDue(batchSize), async (consent) => {
    if (await cancelRestingCases(tools, consent)) done += 1;
  });
  return done;
}

/** A case rests on the consent if it could not go on without it: another live one of the kind serves as well. */
async function restsOn(
  tools: ServiceTools,
  current: IdentityCase,
  { purpose, kind }: Consent,
): Promise<boolean> {
  if (current.purpose !== purpose) return false;
  const { evidence = {} } = current.kept?.reveal() ?? {};
  const { missing, mayUseFace } = await caseConsents(tools, current, evidence);
  if (missing.includes(kind)) return true;
  const method = current.attempts.at(-1)?.method;
  const showsFace =
    current.status === 'OPEN' && method !== undefined && usesFace(tools.settings.assurance.policy, method);
  return kind === 'SEPARATE' && showsFace && !mayUseFace;
}
