import { type Command, InvalidArgumentError } from 'commander';
import { ConfigError } from '../config/config-error';
import { integer } from '../config/values';
import { examples, type On, type Run } from './command';
import { type Running, untilStopped } from './running';
import type { ExitCode } from './terminal';

interface Options {
  readonly host: string;
}

export function addSandbox(program: Command, on: On): void {
  program
    .command('sandbox')
    .summary('run the sandbox providers alone')
    .description(
      'Runs the twins of the four providers at SANDBOX_PORT (4010), and shows the settings that point a service at them. They verify no real person. LINKID_SOURCE_TOKEN is the token that the LinkID twin sends to a third-party data source.',
    )
    .option('--host <address>', 'address to listen on; 0.0.0.0 in a container', anAddress, '127.0.0.1')
    .addHelpText(
      'after',
      examples(
        'realname sandbox',
        'SANDBOX_PORT=0 realname sandbox --json',
        'realname sandbox --host 0.0.0.0',
      ),
    )
    .action(on(sandbox));
}

async function sandbox(run: Run, { host }: Options): Promise<ExitCode> {
  await untilStopped(run.terminal, () => open(run, host));
  return 0;
}

async function open({ terminal, output }: Run, host: string): Promise<Running> {
  const read = integer(4010, 0, 65535).safeParse(terminal.env['SANDBOX_PORT']?.trim() || undefined);
  if (!read.success) throw new ConfigError(['SANDBOX_PORT must be a whole number from 0 to 65535.']);
  // Loaded here, so that the other commands do not wait for it.
  const { startSandbox } = require('../sandbox/server') as typeof import('../sandbox/server');
  const { sandboxCredentials } = require('../sandbox/credentials') as typeof import('../sandbox/credentials');
  const sourceToken = terminal.env['LINKID_SOURCE_TOKEN']?.trim() || sandboxCredentials.linkid.sourceToken;
  const credentials = { ...sandboxCredentials, linkid: { ...sandboxCredentials.linkid, sourceToken } };
  const opened = await startSandbox({ host, port: read.data, credentials });
  const { environment } = opened;
  output.result({ event: 'serving', url: opened.url, environment }, [
    'The sandbox is running at',
    `  ${opened.url}`,
    '',
    'Point a service at it with',
    ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
  ]);
  return opened;
}

/** An empty text would mean every address of the machine. */
function anAddress(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('Expected an address of this machine.');
  return value;
}
