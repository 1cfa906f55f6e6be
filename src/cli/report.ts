import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { documentsOf } from '../domain/reports/documents';
import type { Report } from '../domain/reports/report';
import { countReport, type ReportRequest } from '../service/reports/count-report';
import { examples, type On, type Run } from './command';
import { CommandFault } from './fault';
import { asOption, operatorOf, withTools } from './operator';
import type { ExitCode } from './terminal';

interface Options {
  readonly out: string;
  readonly exact?: boolean;
  readonly as?: string;
}

const outOption = ['--out <folder>', 'where the three files are written; made if it is missing'] as const;
const exactOption = ['--exact', 'show 1 to 4 as they are, and not as <5'] as const;

const papers =
  "the figures, as JSON, CSV and Markdown, without personal data: the operator's working papers, not legal advice. The same data gives the same bytes.";

export function addReport(program: Command, on: On): void {
  const report = program
    .command('report')
    .summary('figures for the yearly report on minors, on faces, and for an audit');
  report.description(`Writes ${papers}`);
  report
    .command('minors')
    .summary('the minors of a year')
    .description(
      `Counts the minors of a calendar year in China, and writes ${papers} Age stands in sealed data: each verification of the year is recorded as revealed to you, and opened to count it. No report counts these reveals.`,
    )
    .requiredOption('--year <year>', 'the year, such as 2026')
    .requiredOption(...outOption)
    .option(...exactOption)
    .option(...asOption)
    .addHelpText('after', examples('realname report minors --year 2026 --out reports --as chen'))
    .action(on(reportMinors));
  report
    .command('faces')
    .summary('the people whose face was shown to a provider')
    .description(
      `Counts the accounts whose face was shown to a provider, and writes ${papers} Opens nothing.`,
    )
    .requiredOption(...outOption)
    .option(...exactOption)
    .option(...asOption)
    .addHelpText('after', examples('realname report faces --out reports'))
    .action(on((run: Run, options: Options) => makeReport(run, options, { report: 'faces' })));
  report
    .command('audit')
    .summary('verifications, consents, reveals and erasures in all')
    .description(`Counts all accounts, and writes ${papers} Opens nothing.`)
    .requiredOption(...outOption)
    .option(...exactOption)
    .option(...asOption)
    .addHelpText('after', examples('realname report audit --out reports --exact'))
    .action(on((run: Run, options: Options) => makeReport(run, options, { report: 'audit' })));
}

export function reportMinors(run: Run, options: Options & { readonly year: string }): Promise<ExitCode> {
  if (!/^[12]\d{3}$/.test(options.year)) {
    throw new CommandFault('--year must be a year of four digits, such as 2026.', 2);
  }
  return makeReport(run, options, { report: 'minors', year: Number(options.year) });
}

export async function makeReport(
  run: Run,
  { out, exact = false, as }: Options,
  request: ReportRequest,
): Promise<ExitCode> {
  const caller = operatorOf(run, as, ['realname:read', 'realname:reveal']);
  // Before anything is opened: a report that cannot be written must open nothing.
  makeFolder(out);
  const progress = (read: number) => run.output.progress(`${read} verifications read`);
  const report = await withTools(run, (tools) =>
    countReport(tools, caller, request, { isExact: exact, progress }),
  );
  const files = writeFiles(out, report);
  run.output.result({ report: report.report, files, rows: report.rows.length }, [
    ...files,
    "The operator's working papers, not legal advice.",
  ]);
  return 0;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    if (!statSync(path).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFault(
      code === 'EEXIST' || code === 'ENOTDIR'
        ? `${path} is a file, or lies below one. Name a folder with --out.`
        : `${path} cannot be created (${code}). Name a folder that this user may write with --out.`,
    );
  }
}

/** Each file is written whole, or not at all. */
function writeFiles(folder: string, report: Report): readonly string[] {
  return Object.entries(documentsOf(report)).map(([ending, text]) => {
    const path = join(folder, `${report.report}.${ending}`);
    writeFileSync(`${path}.part`, text, { mode: 0o600 });
    renameSync(`${path}.part`, path);
    return path;
  });
}
