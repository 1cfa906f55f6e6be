/** One record of a CSV file, with the line that it begins on, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads CSV (RFC 4180): fields between commas, quoted if they hold a comma, a quote or a line break. A byte order mark
 * and blank lines are ignored. Null for a quote that is never closed, or that closes within a field.
 */
export function parseCsv(text: string): readonly CsvRecord[] | null {
  const body = text.replace(/^\ufeff/, '');
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  const records: CsvRecord[] = [];
  let [line, begin, fields]: [number, number, string[]] = [1, 1, []];
  while (field.lastIndex < body.length || fields.length > 0) {
    const found = field.exec(body);
    if (!found) return null;
    const [, raw = '', end = ''] = found;
    fields.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    line += raw.split('\n').length - 1;
    if (end === ',') continue;
    if (fields.length > 1 || raw !== '') records.push({ line: begin, fields });
    line += end === '' ? 0 : 1;
    [begin, fields] = [line, []];
  }
  return records;
}
