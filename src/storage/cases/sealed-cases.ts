import { AlteredRecordError } from '../../domain/verification/altered-record';
import type { CaseSeals, CoveredCase } from '../encryption/case-seals';
import type { CaseRow } from '../schema';

/** Checks cases against their seals, and reports each that was altered. */
export class SealedCases {
  constructor(
    readonly seals: CaseSeals,
    private readonly report: (caseId: string) => void,
  ) {}

  isAltered(row: CoveredCase & Pick<CaseRow, 'row_seal'>): boolean {
    const isAltered = this.seals.isAltered(row);
    if (isAltered) this.report(row.id);
    return isAltered;
  }

  /** Throws AlteredRecordError: a case that was altered is neither shown nor served. */
  refuseAltered(row: CoveredCase & Pick<CaseRow, 'row_seal'>): void {
    if (this.isAltered(row)) throw new AlteredRecordError(row.id);
  }
}
