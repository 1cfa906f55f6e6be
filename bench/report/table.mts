import type { Spread } from '../measure/spread.mts';
import type { Result } from './result.mts';

/** A scenario's result as a Markdown table: medians, with the spread of the figures that are compared. */
export function tableOf({ id, title, compared, ratio, servers }: Result): string {
  const columns = [...new Set(servers.flatMap(({ figures }) => Object.keys(figures)))];
  const head = ['server', ...columns, ...compared.map((name) => `${name}: ${ratio}`)];
  const rows = servers.map(({ server, figures, ratios }) => [
    server,
    ...columns.map((column) => cell(figures[column], compared.includes(column))),
    ...compared.map((name) => ratios[name]?.toFixed(2) ?? ''),
  ]);
  return [
    `### (${id}) ${title}`,
    '',
    line(head),
    line(head.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(line),
    '',
  ].join('\n');
}

function cell(spread: Spread | undefined, isCompared: boolean): string {
  if (!spread) return '';
  const { median, min, max } = spread;
  return isCompared ? `${shown(median)} (${shown(min)}–${shown(max)})` : shown(median);
}

export function shown(value: number): string {
  if (value === 0 || Number.isNaN(value)) return String(value);
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

export function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
