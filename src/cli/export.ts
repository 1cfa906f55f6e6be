import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { examples, type On, type Run } from './command';
import { exportAccount } from './export/account';
import { CommandFault } from './fault';
import { asOption, operatorOf, withTools } from './operator';
import type { ExitCode } from './terminal';

interface Options {
  readonly purpose: string;
  readonly out?: string;
  readonly as?: string;
}

export function addExport(program: Command, on: On): void {
  program
    .command('export')
    .argument('<guid>', 'the account')
    .summary('everything stored about an account, in plain text, for a subject access request')
    .description(
      'Writes everything that is stored about an account in plain text, as JSON: the copy that a person may request (PIPL, article 45). Each verification is recorded as revealed, with the purpose, before it is shown. The document lists what is left out, and why.',
    )
    .requiredOption('--purpose <text>', 'why, 10 to 500 characters; recorded with each reveal')
    .option('--out <file>', 'a new file that only this user may read; default: standard output')
    .option(...asOption)
    .addHelpText(
      'after',
      examples(
        'realname export 0b1f5c2e --purpose "subject access request 2026-117" --out 117.json',
        'realname export 0b1f5c2e --purpose "subject access request 2026-117" | age -r … > 117.age',
      ),
    )
    .action(on(exportData));
}

export async function exportData(
  run: Run,
  { purpose, out, as }: Options,
  [guid = '']: readonly string[],
): Promise<ExitCode> {
  const caller = operatorOf(run, as, ['realname:read', 'realname:reveal']);
  // Before anything is recorded: data that cannot be written must not be revealed.
  const file = out === undefined ? null : openNewFile(out);
  const document = await withTools(run, (tools) => exportAccount(tools, caller, guid, purpose)).catch(
    (error: unknown) => {
      file?.remove();
      throw error;
    },
  );
  const text = JSON.stringify(document, null, 2);
  const count = document.verifications.length;
  if (file) {
    file.write(`${text}\n`);
    run.output.result({ file: out, verifications: count }, [`${out}: ${count} verifications.`]);
  } else {
    run.output.result(document, [text]);
  }
  if (count === 0) run.output.remark('Nothing is stored about this account.');
  return 0;
}

interface NewFile {
  /** Writes the whole text, and closes the file. */
  write(text: string): void;
  remove(): void;
}

function openNewFile(path: string): NewFile {
  try {
    const handle = openSync(path, 'wx', 0o600);
    const remove = () => {
      closeSync(handle);
      rmSync(path);
    };
    return {
      write(text) {
        try {
          writeFileSync(handle, text);
        } catch (error) {
          // A file with half of a person's data must not remain.
          remove();
          throw error;
        }
        closeSync(handle);
      },
      remove,
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFault(
      code === 'EEXIST'
        ? `${path} exists already and is not overwritten. Name a new file.`
        : `${path} cannot be created (${code}). Name a file in a folder that this user may write.`,
    );
  }
}
