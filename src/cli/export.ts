import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { examples, type On, type Run } from './command';
import { exportAccount } from './export/account';
import { CommandFault } from './fault';
import { asOption, operatorOf, withTools } from './operator';
import { readSettings } from './settings';
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
    .summary('everything held on an account, in plain text, for a subject access request')
    .description(
      'Writes everything that is held on an account in plain text, as JSON: the copy that a person may ask for (PIPL, article 45). Each verification that is shown is recorded as revealed, with the purpose, before it is. What is left out, and why, stands in the document.',
    )
    .requiredOption('--purpose <text>', 'why, 10 to 500 characters; recorded, and shown to whoever may ask')
    .option('--out <file>', 'a new file that only this user may read; standard output where left out')
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

async function exportData(
  run: Run,
  { purpose, out, as }: Options,
  [guid = '']: readonly string[],
): Promise<ExitCode> {
  const { config } = readSettings(run);
  const caller = operatorOf(run, as, ['realname:read', 'realname:reveal']);
  // Before anything is recorded or shown: what cannot be written must not be revealed.
  const file = out === undefined ? null : openNewFile(out);
  const document = await withTools(run, (tools) =>
    exportAccount(tools, config.databaseUrl, caller, guid, purpose),
  ).catch((error: unknown) => {
    file?.remove();
    throw error;
  });
  const text = JSON.stringify(document, null, 2);
  const count = document.verifications.length;
  if (file) {
    file.write(`${text}\n`);
    run.output.result({ file: out, verifications: count }, [`${out}: ${count} verifications.`]);
  } else {
    run.output.result(document, [text]);
  }
  if (count === 0) run.output.remark('Nothing is held on this account.');
  return 0;
}

interface NewFile {
  /** Writes all there is to write, and closes it. */
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
          // Half of somebody's data is not left lying about.
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
        ? `${path} is there already, and is not written over. Name a new file.`
        : `${path} cannot be made (${code}). Name a file in a folder that this user may write.`,
    );
  }
}
