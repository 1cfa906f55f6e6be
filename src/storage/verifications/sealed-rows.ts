import { AlteredRecordError } from '../../domain/verification/altered-record';
import type { RowSeals, SealedRow, SealedVerdict } from '../encryption/row-seals';

/** Checks rows against their seals, and reports each that was altered. */
export class SealedRows {
  constructor(
    readonly seals: RowSeals,
    private readonly report: (verificationId: string) => void,
  ) {}

  isAltered(row: SealedRow): boolean {
    const isAltered = this.seals.stateOf(row) === 'altered';
    if (isAltered) this.report(row.id);
    return isAltered;
  }

  /** Throws AlteredRecordError: what is altered is neither shown nor counted as a verdict. */
  refuseAltered(row: SealedRow): void {
    if (this.isAltered(row)) throw new AlteredRecordError(row.id);
  }

  /** The same for the columns of a verdict. */
  refuseAlteredVerdict(row: SealedVerdict): void {
    if (this.seals.stateOfVerdict(row) !== 'altered') return;
    this.report(row.id);
    throw new AlteredRecordError(row.id);
  }
}
