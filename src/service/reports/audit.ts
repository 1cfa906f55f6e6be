import { type Counted, counted } from '../../domain/reports/report';
import type { ServiceTools } from '../tools';
import { retentionDays } from './retention-days';

/** The figures of a compliance audit: of all accounts, at any time. Opens nothing. */
export async function countForAudit(tools: ServiceTools): Promise<readonly Counted[]> {
  const { reports } = tools.store;
  return [
    counted('people', await reports.people()),
    ...(await reports.verifications()).map(({ method, status, count }) =>
      counted('verifications', count, { method, status }),
    ),
    ...(await reports.consents()).map(({ purpose, kind, isWithdrawn, count }) =>
      counted('consents', count, { purpose, kind, status: isWithdrawn ? 'WITHDRAWN' : 'LIVE' }),
    ),
    counted('guardians', await reports.guardians()),
    counted('reveals', await reports.reveals()),
    counted('erasures', await reports.erasures()),
    retentionDays(tools),
  ];
}
