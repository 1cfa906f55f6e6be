import type { Command } from 'commander';
import { openStore } from '../storage/open-store';
import { examples, type On, type Run } from './command';
import { ledgerOf, missingIn, withDatabase } from './database';
import { readSettings, storeOf } from './settings';
import type { ExitCode } from './terminal';

export function addMigrate(program: Command, on: On): void {
  program
    .command('migrate')
    .summary('bring the database to this version, and say what was done')
    .description(
      'Makes the database, or brings it to this version. The service does so by itself when it starts; this is for deployments that migrate before they roll out. May be repeated, and run while this and the previous release serve.',
    )
    .addHelpText(
      'after',
      examples('realname migrate', 'realname migrate --json && kubectl rollout restart …'),
    )
    .action(on(migrateDatabase));
}

async function migrateDatabase(run: Run): Promise<ExitCode> {
  const settings = storeOf(readSettings(run));
  run.output.progress('looking at the database');
  const before = await withDatabase(settings, ledgerOf);
  run.output.progress('bringing the database to this version');
  const store = await openStore(settings);
  try {
    await store.makeRoom(new Date());
  } finally {
    await store.close();
  }
  const done = missingIn(await withDatabase(settings, ledgerOf), before);
  run.output.result({ done }, [
    done.length === 0
      ? 'Nothing to do: the database is at this version.'
      : `Done: ${done.join(', ')}. The database is at this version.`,
  ]);
  return 0;
}
