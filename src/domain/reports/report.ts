import type { AgeBand } from '../facts/age';

export const reportNames = ['minors', 'faces', 'audit'] as const;
export type ReportName = (typeof reportNames)[number];

/** In the order in which a report shows them. */
export const figures = [
  'people',
  'verifications',
  'consents',
  'guardians',
  'reveals',
  'erasures',
  'retentionDays',
  'stored',
  'distance',
] as const;
export type Figure = (typeof figures)[number];

/** Settings, and what follows from a threshold: they count no people, and are shown whatever their size is. */
const uncovered: ReadonlySet<Figure> = new Set(['retentionDays', 'stored', 'distance']);

/** 1 to 4 of something can point to a person. */
const smallestShown = 5;
export const smallCell = '<5';

/** The columns of a row; null if a column does not apply to the figure. */
export interface Cell {
  readonly figure: Figure;
  readonly band: AgeBand | null;
  readonly purpose: string | null;
  readonly method: string | null;
  readonly kind: string | null;
  readonly status: string | null;
}

export interface ReportRow extends Cell {
  readonly count: number | typeof smallCell;
}

export interface Report {
  readonly report: ReportName;
  /** Only for minors. */
  readonly year?: number;
  readonly rows: readonly ReportRow[];
}

export interface Counted extends Cell {
  readonly count: number;
}

/** A figure with the columns that apply to it. */
export function counted(figure: Figure, count: number, columns: Partial<Omit<Cell, 'figure'>> = {}): Counted {
  return { figure, band: null, purpose: null, method: null, kind: null, status: null, ...columns, count };
}

/**
 * The rows of a report, always in the same order, whatever order the database counted in. Small cells are covered unless
 * `isExact`.
 */
export function rowsOf(all: readonly Counted[], isExact: boolean): readonly ReportRow[] {
  return [...all].sort(inOrder).map((row) => ({
    ...row,
    count: isExact || uncovered.has(row.figure) || !isSmall(row.count) ? row.count : smallCell,
  }));
}

function isSmall(count: number): boolean {
  return count > 0 && count < smallestShown;
}

const bands: readonly (AgeBand | null)[] = [null, 'UNDER_14', 'FROM_14_TO_17', 'ADULT'];

function inOrder(one: Counted, other: Counted): number {
  return (
    figures.indexOf(one.figure) - figures.indexOf(other.figure) ||
    bands.indexOf(one.band) - bands.indexOf(other.band) ||
    byText(one.purpose, other.purpose) ||
    byText(one.method, other.method) ||
    byText(one.kind, other.kind) ||
    byText(one.status, other.status)
  );
}

/** By code unit, which is the same on every machine; totals first. */
function byText(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  return one < other ? -1 : 1;
}
