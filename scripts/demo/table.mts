/** What came of one thing that was done, as a row of the table. */
export interface Outcome {
  readonly method: string;
  /** The mutation or query, or what else was called. */
  readonly operation: string;
  readonly done: string;
  /** The last status that was seen, null where there was none. */
  readonly status: string | null;
  /** How many versions were seen, from the first on and without a gap. */
  readonly versions: number;
  /** What is not as expected; null where all is. */
  readonly fault: string | null;
}

const widths = {
  method: 'UNIONPAY_FACE'.length,
  operation: 'POST providers/linkid/source'.length,
  done: 'review, approve, fail the second inspection'.length,
  status: 'AWAITING_USER'.length,
  versions: 'versions'.length,
};

export const tableHeading = row('method', 'operation', 'what was done', 'status', 'versions', 'outcome');

/** The outcome in the columns of `tableHeading`, with what is wrong below it. */
export function tableLines(outcome: Outcome): readonly string[] {
  const { method, operation, done, status, versions, fault } = outcome;
  const seen = versions > 1 ? `1-${versions}` : versions === 1 ? '1' : '-';
  const line = row(method, operation, done, status ?? '-', seen, fault === null ? 'ok' : 'NOT OK');
  return fault === null ? [line] : [line, `      ${fault}`];
}

function row(
  method: string,
  operation: string,
  done: string,
  status: string,
  versions: string,
  outcome: string,
): string {
  const columns = [
    method.padEnd(widths.method),
    operation.padEnd(widths.operation),
    done.padEnd(widths.done),
    status.padEnd(widths.status),
    versions.padEnd(widths.versions),
    outcome,
  ];
  return `  ${columns.join('  ')}`;
}
