/** The outcome of one scene, as a row of the table. */
export interface Outcome {
  readonly method: string;
  /** The mutation or query, or another call. */
  readonly operation: string;
  readonly done: string;
  /** The last status seen; null if none was. */
  readonly status: string | null;
  /** The level of assurance that the verification gives at the end; null if it was not read. */
  readonly level: string | null;
  /** The number of versions seen, from the first on and without a gap. */
  readonly versions: number;
  /** The difference from the expected outcome; null if there is none. */
  readonly fault: string | null;
}

const widths = {
  method: 'UNIONPAY_FACE'.length,
  operation: 'POST providers/linkid/source'.length,
  done: 'review, approve, fail the second inspection'.length,
  status: 'AWAITING_USER'.length,
  level: 'SUBSTANTIAL'.length,
  versions: 'versions'.length,
};

export const tableHeading = row(
  'method',
  'operation',
  'what was done',
  'status',
  'level',
  'versions',
  'outcome',
);

/** The outcome in the columns of `tableHeading`, with the fault below it. */
export function tableLines(outcome: Outcome): readonly string[] {
  const { method, operation, done, status, level, versions, fault } = outcome;
  const seen = versions > 1 ? `1-${versions}` : versions === 1 ? '1' : '-';
  const line = row(
    method,
    operation,
    done,
    status ?? '-',
    level ?? '-',
    seen,
    fault === null ? 'ok' : 'NOT OK',
  );
  return fault === null ? [line] : [line, `      ${fault}`];
}

function row(
  method: string,
  operation: string,
  done: string,
  status: string,
  level: string,
  versions: string,
  outcome: string,
): string {
  const columns = [
    method.padEnd(widths.method),
    operation.padEnd(widths.operation),
    done.padEnd(widths.done),
    status.padEnd(widths.status),
    level.padEnd(widths.level),
    versions.padEnd(widths.versions),
    outcome,
  ];
  return `  ${columns.join('  ')}`;
}
