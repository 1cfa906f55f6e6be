import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { On } from './command';
import type { Terminal } from './terminal';

/** A command's file is loaded only if that command can be meant, so that the service starts without the others. */
const commands: Readonly<Record<string, () => (program: Command, on: On) => void>> = {
  serve: () => (require('./serve') as typeof import('./serve')).addServe,
  sandbox: () => (require('./sandbox') as typeof import('./sandbox')).addSandbox,
  migrate: () => (require('./migrate') as typeof import('./migrate')).addMigrate,
  doctor: () => (require('./doctor') as typeof import('./doctor')).addDoctor,
  keys: () => (require('./keys') as typeof import('./keys')).addKeys,
  inbox: () => (require('./inbox') as typeof import('./inbox')).addInbox,
  redact: () => (require('./redact') as typeof import('./redact')).addRedact,
  destinations: () => (require('./destinations') as typeof import('./destinations')).addDestinations,
  explain: () => (require('./explain') as typeof import('./explain')).addExplain,
  policy: () => (require('./policy') as typeof import('./policy')).addPolicy,
  acts: () => (require('./acts') as typeof import('./acts')).addActs,
  export: () => (require('./export') as typeof import('./export')).addExport,
  'import-consents': () =>
    (require('./import-consents') as typeof import('./import-consents')).addImportConsents,
  report: () => (require('./report') as typeof import('./report')).addReport,
  backup: () => (require('./backup') as typeof import('./backup')).addBackup,
  log: () => (require('./log') as typeof import('./log')).addLog,
  witness: () => (require('./witness') as typeof import('./witness')).addWitness,
  restore: () => (require('./restore') as typeof import('./restore')).addRestore,
};

/** Help looks the same on a terminal and in a file. */
const helpWidth = 100;

const epilogue = `
All settings come from the environment (docs/settings.md).

Exit codes:
  0  done, and all is well
  1  something is wrong, or was refused
  2  wrong usage, or wrong settings

Examples:
  $ realname                      # the service
  $ realname doctor               # what is wrong, and how to fix it
  $ realname keys rotate --json
  $ realname help backup`;

/**
 * The command line for these arguments, with nothing run yet. With `isQuiet` usage errors are not written, because the
 * caller reports them.
 */
export function createProgram(
  terminal: Terminal,
  args: readonly string[],
  on: On,
  isQuiet: boolean,
): Command {
  const program = new Command('realname');
  program
    .description('Real-name verification (实名认证) as one GraphQL Federation 2 subgraph.')
    .version(ownVersion(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .option('--json', 'write the result as JSON, and nothing else, to standard output')
    .option('--progress', 'show the progress of long work even if standard error is no terminal')
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
    .showHelpAfterError(isQuiet ? false : 'Run realname --help for all commands.')
    .exitOverride()
    .addHelpText('after', epilogue);

  // After an option such as --help, the help looks for the command.
  const named = args.find((arg) => arg !== '--json') ?? '';
  const meant = Object.hasOwn(commands, named) ? [commands[named]] : Object.values(commands);
  for (const load of meant) load?.()(program, on);
  return program;
}

/** From package.json, which lies next to the folder of the program. */
function ownVersion(): string {
  const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
