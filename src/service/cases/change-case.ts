import type { IdentityCase } from '../../domain/routing/case';
import { type CaseChange, changeCase } from '../../domain/routing/case-transition';
import type { Followed } from '../../storage/cases/contract';
import type { ServiceTools } from '../tools';
import { reportChange } from './report-change';

/** Records a change of the case, unless it has moved since. Returns the case as it stands then. */
export async function recordChange(
  tools: ServiceTools,
  { id, version }: IdentityCase,
  asked: CaseChange,
  followed?: Followed,
): Promise<IdentityCase> {
  const changed = await tools.store.cases.change(
    id,
    (now) => (now.version === version ? changeCase(now, asked, tools.now()) : null),
    followed ? { followed } : {},
  );
  if (!changed || !('identityCase' in changed)) throw new Error(`The case ${id} is missing.`);
  if (changed.kind === 'changed') reportChange(tools, changed.identityCase, asked);
  return changed.identityCase;
}
