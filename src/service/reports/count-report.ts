import { type Report, rowsOf } from '../../domain/reports/report';
import { actOf } from '../access/acts';
import type { Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { countForAudit } from './audit';
import { countFaces } from './faces';
import { countMinors, type Progress } from './minors';

export type ReportRequest =
  | { readonly report: 'minors'; readonly year: number }
  | { readonly report: 'faces' | 'audit' };

export interface CountOptions {
  /** Shows small cells as they are. */
  readonly isExact: boolean;
  readonly progress: Progress;
}

/** Counts a report, after recording that the operator asked for it. The same state gives the same report. */
export async function countReport(
  tools: ServiceTools,
  caller: Caller,
  request: ReportRequest,
  { isExact, progress }: CountOptions,
): Promise<Report> {
  await tools.store.acts.record(actOf(tools, caller, 'REPORT'));
  switch (request.report) {
    case 'minors': {
      const { report, year } = request;
      return { report, year, rows: rowsOf(await countMinors(tools, caller, year, progress), isExact) };
    }
    case 'faces':
      return { report: 'faces', rows: rowsOf(await countFaces(tools), isExact) };
    case 'audit':
      return { report: 'audit', rows: rowsOf(await countForAudit(tools), isExact) };
  }
}
