import type { IdentityCase } from '../../domain/routing/case';
import type { CaseChange } from '../../domain/routing/case-transition';
import type { ServiceTools } from '../tools';

export function reportChange(
  { meter, log }: ServiceTools,
  { id, version, purpose, status }: IdentityCase,
  { decision, cause }: Pick<CaseChange, 'decision' | 'cause'>,
): void {
  if (decision) meter.routed({ purpose, decision: decision.decision });
  meter.caseChanged({ purpose, status });
  log.info({ caseId: id, version, status, cause }, 'case changed');
}
