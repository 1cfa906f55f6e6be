import type { Command } from 'commander';
import { textOf } from '../domain/messages/message';
import { redactUser, redactVerification } from '../service/personal-data/redact';
import { examples, type On, type Run } from './command';
import { confirm } from './confirm';
import { CommandFault } from './fault';
import { asOption, operatorOf, withTools } from './operator';
import type { ExitCode } from './terminal';

interface Options {
  readonly yes?: true;
  readonly as?: string;
}

const yesOption = ['-y, --yes', 'do not ask; required without a terminal'] as const;
const consequence =
  'Status, method and times stay. Cannot be undone: the key that sealed the data is destroyed, so that copies in backups become unreadable too.';

export function addRedact(program: Command, on: On): void {
  const redact = program
    .command('redact')
    .summary('destroy personal data of an account or of one verification');
  redact.description('Destroys personal data, as redactUser and redactVerification do.');
  redact
    .command('user')
    .argument('<guid>', 'the account')
    .summary('destroy all personal data of an account')
    .description(`Destroys all personal data of an account. ${consequence}`)
    .option(...yesOption)
    .option(...asOption)
    .addHelpText(
      'after',
      examples('realname redact user 0b1f5c2e', 'realname redact user 0b1f5c2e --yes --json'),
    )
    .action(on(redactAccount));
  redact
    .command('verification')
    .argument('<id>', 'the verification')
    .summary('destroy the personal data of one verification')
    .description(`Destroys the personal data of one verification. ${consequence}`)
    .option(...yesOption)
    .option(...asOption)
    .addHelpText('after', examples('realname redact verification 01a20135-4b42-75ef-ad44-32e440d7ad34'))
    .action(on(redactOne));
}

async function redactAccount(run: Run, options: Options, [guid = '']: readonly string[]): Promise<ExitCode> {
  const caller = operatorOf(run, options.as, ['realname:redact']);
  await confirm(run.terminal, options.yes, `Destroy all personal data of the account ${guid}?`);
  const redacted = await withTools(run, (tools) => redactUser(tools, caller, guid));
  run.output.result({ guid, redacted, by: caller.guid }, [
    redacted === 0
      ? 'Nothing to do: no personal data is stored for this account.'
      : `Done: the personal data of ${redacted} verifications was destroyed.`,
  ]);
  return 0;
}

async function redactOne(run: Run, options: Options, [id = '']: readonly string[]): Promise<ExitCode> {
  const caller = operatorOf(run, options.as, ['realname:redact']);
  await confirm(run.terminal, options.yes, `Destroy the personal data of the verification ${id}?`);
  const submission = await withTools(run, (tools) => redactVerification(tools, caller, id));
  if (!submission.accepted) {
    throw new CommandFault(submission.errors.map(({ message }) => textOf(message, 'en')).join(' '));
  }
  run.output.result({ id, redacted: 1, by: caller.guid }, [
    'Done: the personal data of the verification was destroyed.',
  ]);
  return 0;
}
