import type { Command } from 'commander';
import { stepsDone, stepsMissing } from '../storage/migrations/migrate';
import { openStore, withDatabase } from '../storage/open-store';
import { examples, type On, type Run } from './command';
import { readSettings, storeOf } from './settings';
import type { ExitCode } from './terminal';

export function addMigrate(program: Command, on: On): void {
  program
    .command('migrate')
    .summary('migrate the database to this version')
    .description(
      'Creates the database, or migrates it to this version. The service does so by itself when it starts, unless MIGRATE is off; this command is for deployments that migrate before they roll out. It makes the partitions of this month and the next two, which a service with MIGRATE=off does not: run it every month then. It can be repeated, and run while this release and the previous one serve.',
    )
    .addHelpText(
      'after',
      examples('realname migrate', 'realname migrate --json && kubectl rollout restart …'),
    )
    .action(on(migrateDatabase));
}

async function migrateDatabase(run: Run): Promise<ExitCode> {
  // MIGRATE=off concerns the service and the other commands.
  const settings = { ...storeOf(readSettings(run)), migrates: true };
  run.output.progress('checking the database');
  const before = await withDatabase(settings, stepsDone);
  run.output.progress('migrating the database');
  const store = await openStore(settings);
  try {
    await store.maintenance.makeRoom(new Date());
  } finally {
    await store.close();
  }
  const done = stepsMissing(await withDatabase(settings, stepsDone), before);
  run.output.result({ done }, [
    done.length === 0
      ? 'Nothing to do: the database is at this version.'
      : `Done: ${done.join(', ')}. The database is at this version.`,
  ]);
  return 0;
}
