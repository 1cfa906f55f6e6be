import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { addBackup } from './backup';
import type { On } from './command';
import { addDoctor } from './doctor';
import { addExport } from './export';
import { addInbox } from './inbox';
import { addKeys } from './keys';
import { addMigrate } from './migrate';
import { addRedact } from './redact';
import { addRestore } from './restore';
import { addSandbox } from './sandbox';
import { addServe } from './serve';
import type { Terminal } from './terminal';

/** Help looks the same wherever it is written, a file included. */
const helpWidth = 100;

const epilogue = `
All settings come from the environment (README.md, "Settings").

Exit codes:
  0  done, and all is well
  1  something is wrong, or was refused
  2  wrong usage, or wrong settings

Examples:
  $ realname                      # the service
  $ realname doctor               # what is wrong, and what to do about it
  $ realname keys rotate --json
  $ realname help backup`;

/** The command line, with nothing run yet. `isQuiet` keeps usage errors from being written: somebody else tells them. */
export function createProgram(terminal: Terminal, on: On, isQuiet: boolean): Command {
  const program = new Command('realname');
  program
    .description('Real-name verification (实名认证) as one GraphQL Federation 2 subgraph.')
    .version(ownVersion(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .option('--json', 'write the result as JSON, and nothing else, to standard output')
    .option('--progress', 'show how far long work is, where standard error is no terminal, too')
    .configureHelp({ showGlobalOptions: true, helpWidth })
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => {
        if (!isQuiet) write(text);
      },
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError(isQuiet ? false : 'realname --help shows what there is.')
    .exitOverride()
    .addHelpText('after', epilogue);

  addServe(program, on);
  addSandbox(program, on);
  addMigrate(program, on);
  addDoctor(program, on);
  addKeys(program, on);
  addInbox(program, on);
  addRedact(program, on);
  addExport(program, on);
  addBackup(program, on);
  addRestore(program, on);
  return program;
}

/** Of package.json, which lies beside the folder of what is run. */
function ownVersion(): string {
  const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
