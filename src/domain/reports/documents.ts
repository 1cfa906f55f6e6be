import { type Report, type ReportName, type ReportRow, smallCell } from './report';

/** The forms of a report, by the ending of the file's name. They hold no time, so that a repeated count gives the same bytes. */
export function documentsOf(report: Report): Readonly<Record<'json' | 'csv' | 'md', string>> {
  return {
    json: `${JSON.stringify(report, null, 2)}\n`,
    csv: csvOf(report),
    md: markdownOf(report),
  };
}

const columns = ['figure', 'band', 'purpose', 'method', 'kind', 'status', 'count'] as const;

function csvOf({ rows }: Report): string {
  const lines = rows.map((row) => columns.map((column) => csvField(row[column])).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

/** RFC 4180. Only names of purposes can hold a character that needs quotes. */
function csvField(value: ReportRow[(typeof columns)[number]]): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const titles: Readonly<Record<ReportName, (year: number | undefined) => string>> = {
  minors: (year) => `Minors in ${year}`,
  faces: () => 'Faces',
  audit: () => 'Audit',
};

/** What each figure counts, for people who did not read the manual. */
const meanings: Readonly<Record<ReportName, readonly string[]>> = {
  minors: [
    'people: accounts under 18 with a verification made in the year (China), whatever came of it. Their age is that of 31 December, by the number in the input or the push; if several numbers differ, the youngest counts. Accounts without a known age, and redacted ones, are in no band.',
    'consents: those of these people that were given until the end of the year, as they stand now. guardians: accounts that gave one of them as a guardian.',
    "reveals: how often personal data of these people was shown to staff in the year; a report's own reading is not counted. erasures: verifications of anybody whose data was destroyed in the year. retentionDays: RETENTION_DAYS, as it is set now.",
  ],
  faces: [
    'people: accounts with a verification by a method that shows a face to a provider, redacted ones included.',
    'stored: this service keeps no face. distance: 100,000 less people.',
  ],
  audit: [
    'people: accounts with a verification. All figures are of all accounts and all times.',
    "guardians: accounts that gave a consent as a guardian. reveals: how often personal data was shown to staff; a report's own reading is not counted. erasures: verifications whose data was destroyed. retentionDays: RETENTION_DAYS, as it is set now.",
  ],
};

function markdownOf({ report, year, rows }: Report): string {
  const line = (cells: readonly (string | number | null)[]) =>
    `| ${cells.map((cell) => String(cell ?? '').replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[
    `# ${titles[report](year)}`,
    '',
    "The operator's working paper, not legal advice: it says what this service has recorded, and not what the law asks for.",
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => row[column]))),
    '',
    ...meanings[report].map((meaning) => `- ${meaning}`),
    `- ${smallCell} stands for 1 to 4, unless the report was made with --exact. The totals can still give a small number away by subtraction.`,
  ].join('\n')}\n`;
}
