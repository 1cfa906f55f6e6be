import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type CsvRecord, parseCsv } from '../domain/input/csv';
import {
  type ImportColumn,
  type ImportFault,
  type ImportLine,
  optionalColumns,
  requiredColumns,
} from '../service/consents/check-import';
import { type ImportFile, importConsents } from '../service/consents/import-consents';
import { examples, type On, type Run } from './command';
import { CommandFault } from './fault';
import { asOption, operatorOf, withTools } from './operator';
import type { ExitCode } from './terminal';

interface Options {
  readonly dryRun?: boolean;
  readonly as?: string;
}

const columns: readonly ImportColumn[] = [...requiredColumns, ...optionalColumns];

export function addImportConsents(program: Command, on: On): void {
  program
    .command('import-consents')
    .argument('<file>', 'a CSV file in UTF-8, with a line of column names')
    .summary('record consents that were given elsewhere')
    .description(
      `Records the consents of a CSV file: all of them, or none if a line is wrong. Lists every wrong line with its number, the column and what was expected, and never what came. Columns: ${requiredColumns.join(', ')}; and, if they are needed, ${optionalColumns.join(', ')}. Consents that are recorded already are left as they are, so that a file can be imported again. Needs CONSENT=record or CONSENT=enforce.`,
    )
    .option('--dry-run', 'check the file, and record nothing')
    .option(...asOption)
    .addHelpText(
      'after',
      examples(
        'realname import-consents consents.csv --dry-run',
        'realname import-consents consents.csv --as chen',
      ),
    )
    .action(on(importFile));
}

export async function importFile(
  run: Run,
  { dryRun = false, as }: Options,
  [path = '']: readonly string[],
): Promise<ExitCode> {
  const caller = operatorOf(run, as, ['realname:write']);
  const file = linesOf(readRecords(path));
  const answer = await withTools(run, async (tools) => {
    if (tools.settings.consent === 'off') {
      throw new CommandFault(
        'No consents are recorded while CONSENT is off. Set it to record or enforce (CONSENT).',
      );
    }
    return importConsents(tools, caller, file, { isDryRun: dryRun });
  });
  if (answer.kind === 'faults') {
    const listed = answer.faults.map(faultText);
    run.output.result({ imported: 0, faults: answer.faults }, [
      ...listed,
      `Nothing was recorded: ${listed.length} faults.`,
    ]);
    return 1;
  }
  const { added, known } = answer;
  run.output.result({ imported: dryRun ? 0 : added, known, faults: [] }, [
    dryRun
      ? `All lines are right: ${added} consents would be recorded, ${known} are recorded already.`
      : `Done: ${added} consents were recorded, ${known} were recorded before.`,
  ]);
  return 0;
}

function faultText({ line, column, expected }: ImportFault): string {
  return column === null ? `line ${line}: ${expected}` : `line ${line}, ${column}: ${expected}`;
}

function readRecords(path: string): readonly CsvRecord[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFault(`${path} cannot be read (${code}). Name a CSV file.`);
  }
  if (!isUtf8(bytes)) throw new CommandFault(`${path} is not UTF-8. Save it as UTF-8.`);
  const records = parseCsv(bytes.toString());
  if (records !== null) return records;
  throw new CommandFault(`${path} is not CSV: a quote is not closed, or stands within a field.`);
}

/** The lines below the column names; the faults of those names and of lines of another length. */
function linesOf([head, ...records]: readonly CsvRecord[]): ImportFile {
  const names = (head?.fields ?? []).map((name) => name.trim());
  const unknown = names.filter((name, place) => !isColumn(name) || names.indexOf(name) !== place);
  const missing = requiredColumns.filter((name) => !names.includes(name));
  if (unknown.length > 0 || missing.length > 0) {
    const expected = `must be the names of the columns, each once: ${requiredColumns.join(', ')}; and, if they are needed, ${optionalColumns.join(', ')}`;
    return { lines: [], faults: [{ line: head?.line ?? 1, column: null, expected }] };
  }
  const faults = records
    .filter(({ fields }) => fields.length !== names.length)
    .map(({ line }) => ({ line, column: null, expected: `must have ${names.length} columns` }));
  const whole = records.filter(({ fields }) => fields.length === names.length);
  const lines = whole.map(({ line, fields }) => ({
    line,
    values: Object.fromEntries(
      columns.map((column) => [column, fields[names.indexOf(column)] ?? '']),
    ) as ImportLine['values'],
  }));
  return { lines, faults };
}

function isColumn(name: string): boolean {
  return columns.some((column) => column === name);
}
