import { type Command, InvalidArgumentError } from 'commander';
import type { SqliteInbox } from '../storage/inbox/inbox';
import { openInbox } from '../storage/open-store';
import { examples, type On, type Run } from './command';
import { readSettings, storeOf } from './settings';
import type { ExitCode } from './terminal';

export function addInbox(program: Command, on: On): void {
  const inbox = program
    .command('inbox')
    .summary('pushes that arrived while the database could not be written')
    .description(
      'The inbox (INBOX_PATH) is a file on this machine that keeps pushes, sealed, while the database cannot be written. Pushes that match no verification are set aside.',
    );
  inbox
    .command('list')
    .summary('show the pushes that wait, and those set aside')
    .description('Shows how many pushes wait for the database, and which were set aside and why.')
    .addHelpText('after', examples('realname inbox list', 'realname inbox list --json'))
    .action(on(list));
  inbox
    .command('replay')
    .argument('[id]', 'number of one push, as `inbox list` shows it; default: all', aNumber)
    .summary('try pushes that were set aside again: one, or all')
    .description(
      'Puts pushes that were set aside back in line. The running service applies them in its next rounds.',
    )
    .addHelpText('after', examples('realname inbox replay', 'realname inbox replay 17'))
    .action(on(replay));
}

async function list(run: Run): Promise<ExitCode> {
  await withInbox(run, (inbox) => {
    const { waiting } = inbox.counts();
    const aside = inbox.aside();
    run.output.result({ waiting, aside }, [
      `${waiting} pushes wait for the database.`,
      ...aside.map(
        ({ id, provider, receivedAt, reason }) =>
          `set aside: ${id}  ${provider}  ${receivedAt.toISOString()}  ${reason}`,
      ),
    ]);
  });
  return 0;
}

async function replay(run: Run, _options: unknown, [id]: readonly string[]): Promise<ExitCode> {
  const count = await withInbox(run, (inbox) => inbox.replay(id === undefined ? null : Number(id)));
  run.output.result({ replayed: count }, [`${count} pushes will be tried again.`]);
  return id !== undefined && count === 0 ? 1 : 0;
}

export async function withInbox<Result>(run: Run, work: (inbox: SqliteInbox) => Result): Promise<Result> {
  const settings = readSettings(run);
  const inbox = openInbox(settings.config.inboxPath, storeOf(settings));
  try {
    return work(inbox);
  } finally {
    inbox.close();
  }
}

function aNumber(value: string): string {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('Expected a whole number.');
  return value;
}
