import type { Command } from 'commander';
import { redactKeyless } from '../service/personal-data/redact';
import { moveKeys } from '../storage/key-store/move-keys';
import { openStore } from '../storage/open-store';
import { examples, type On, type Run } from './command';
import { CommandFault } from './fault';
import { withInbox } from './inbox';
import { actOfOperator, asOption, withTools } from './operator';
import { readSettings, storeOf } from './settings';
import type { ExitCode } from './terminal';

interface Options {
  readonly as?: string;
}

export function addKeys(program: Command, on: On): void {
  const keys = program.command('keys').summary("the service's own keys (ENCRYPTION_KEYS)");
  keys.description("The service's own keys (ENCRYPTION_KEYS), which seal the data key of every account.");
  keys
    .command('rotate')
    .summary('seal every data key with the first of ENCRYPTION_KEYS')
    .description(
      "Seals every data key, and the pushes in this machine's inbox, with the first of ENCRYPTION_KEYS. Put the new key first, restart every process, rotate (the service may run), then remove the old key. Run it on each machine that has an inbox file.",
    )
    .option(...asOption)
    .addHelpText('after', examples('realname keys rotate', 'realname keys rotate --json --progress'))
    .action(on(rotate));
  keys
    .command('move')
    .summary('move the keys of accounts out of PostgreSQL')
    .description(
      'Moves the data key of every account from the schema keystore of PostgreSQL into the key store that KEYSTORE_URL names, sealed with the first of ENCRYPTION_KEYS, which must be a new one. Stop every process first. It can be repeated if it was interrupted.',
    )
    .option(...asOption)
    .addHelpText('after', examples('realname keys move', 'realname keys move --json --progress'))
    .action(on(move));
  keys
    .command('finish-redactions')
    .summary('record what has lost its key as redacted')
    .description(
      'After PostgreSQL was restored from a backup: verifications that were redacted after the backup come back without their key, and the service does not start. This records them as redacted again, each with its event. Be sure that the key store is the newest: what has lost its key by mistake is lost for good then.',
    )
    .option(...asOption)
    .addHelpText('after', examples('realname keys finish-redactions'))
    .action(on(finish));
  keys
    .command('seal-rows')
    .summary('vouch for the rows that have no seal')
    .description(
      'Every row is sealed, so that a change by something other than the service is noticed, and not believed. A release before 2.0.0 writes rows without a seal; they count for a day after the upgrade. This seals those that were left, after a longer rolling upgrade or a downgrade. Be sure that nothing else wrote them: `realname doctor` counts them. Rows that were altered stay altered.',
    )
    .option(...asOption)
    .addHelpText('after', examples('realname keys seal-rows'))
    .action(on(sealRows));
}

async function move(run: Run, { as }: Options): Promise<ExitCode> {
  const settings = storeOf(readSettings(run));
  if (settings.database.kind !== 'postgres') {
    throw new CommandFault(
      'An SQLite database has its key store in a file next to it: there is nothing to move.',
      2,
    );
  }
  const dataKeys = await moveKeys(settings, actOfOperator(run, as, 'MOVE_KEYS'), (done) =>
    run.output.progress(`${done} keys moved so far`),
  );
  run.output.result({ dataKeys }, [
    dataKeys === 0
      ? 'Nothing to do: the schema keystore holds no keys.'
      : `Done: ${dataKeys} keys moved. Start the service, then remove the keys after the first of ENCRYPTION_KEYS and destroy them: they open what the files and backups of this database still hold.`,
  ]);
  return 0;
}

async function sealRows(run: Run, { as }: Options): Promise<ExitCode> {
  const store = await openStore(storeOf(readSettings(run)));
  try {
    await store.acts.record(actOfOperator(run, as, 'SEAL_ROWS'));
    let rows = 0;
    for (let some = -1; some !== 0; rows += some) {
      some = await store.encryption.sealRows({ trusted: true });
      run.output.progress(`${rows + some} rows sealed so far`);
    }
    run.output.result({ rows }, [
      rows === 0 ? 'Nothing to do: every row has a seal.' : `Done: ${rows} rows sealed.`,
    ]);
    return 0;
  } finally {
    await store.close();
  }
}

async function finish(run: Run, { as }: Options): Promise<ExitCode> {
  if (readSettings(run).config.database.kind !== 'postgres') {
    throw new CommandFault('For SQLite: `realname restore FOLDER --finish-redactions`.', 2);
  }
  const act = actOfOperator(run, as, 'FINISH_REDACTIONS');
  const redacted = await withTools(
    run,
    async (tools) => {
      await tools.store.acts.record(act);
      return redactKeyless(tools);
    },
    { acceptsLostKeys: true },
  );
  run.output.result({ redacted }, [
    redacted === 0
      ? 'Nothing to do: every verification with personal data has its key.'
      : `Done: ${redacted} verifications without a key are recorded as redacted.`,
  ]);
  return 0;
}

/** Safe while the service runs, as long as both have the old key and the new one. */
async function rotate(run: Run, { as }: Options): Promise<ExitCode> {
  const store = await openStore(storeOf(readSettings(run)));
  try {
    const lacking = await store.encryption.processesWithoutFirstKey();
    if (lacking > 0) {
      throw new CommandFault(
        `${lacking} running processes lack the first of ENCRYPTION_KEYS: after the rotation they could read nothing. Restart them with the new key first and the old one second; a process that was killed counts for a minute.`,
      );
    }
    await store.acts.record(actOfOperator(run, as, 'ROTATE_KEYS'));
    const dataKeys = await store.encryption.rotateKeys((done) =>
      run.output.progress(`${done} data keys sealed again so far`),
    );
    const pushes = await withInbox(run, (inbox) => inbox.rewrap());
    run.output.result({ dataKeys, pushes }, [
      `Done: ${dataKeys} data keys sealed again. The keys after the first of ENCRYPTION_KEYS are no longer needed.`,
    ]);
    return 0;
  } finally {
    await store.close();
  }
}
