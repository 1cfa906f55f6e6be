import { type Command, InvalidArgumentError } from 'commander';
import { openInbox } from '../storage/open-store';
import type { SqliteInbox } from '../storage/sqlite/inbox';
import { examples, type On, type Run } from './command';
import { readSettings, storeOf } from './settings';
import type { ExitCode } from './terminal';

export function addInbox(program: Command, on: On): void {
  const inbox = program
    .command('inbox')
    .summary('pushes that came while the database could not be written')
    .description(
      "The inbox (INBOX_PATH) is a file of this machine that keeps pushes, sealed, while the database cannot be written. What turns out to be nobody's is set aside.",
    );
  inbox
    .command('list')
    .summary('what waits, and what was set aside and why')
    .description('Shows how many pushes wait for the database, and which were set aside and why.')
    .addHelpText('after', examples('realname inbox list', 'realname inbox list --json'))
    .action(on(list));
  inbox
    .command('replay')
    .argument('[id]', 'number of one push, as `inbox list` shows it; all where it is left out', aNumber)
    .summary('have what was set aside tried again: one, or all')
    .description(
      'Has pushes that were set aside tried again. The running service takes them up within its next rounds.',
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
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('It is a whole number.');
  return value;
}
