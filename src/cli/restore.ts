import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { finishRedactions } from './backup/finish-redactions';
import { restoreDatabase } from './backup/replace';
import { sqliteFileOf } from './backup/sqlite-file';
import { examples, type On, type Run } from './command';
import { withTools } from './operator';
import { readSettings, storeOf } from './settings';
import type { ExitCode } from './terminal';

interface Options {
  readonly force?: true;
  readonly keystore?: string;
  readonly finishRedactions?: true;
}

export function addRestore(program: Command, on: On): void {
  program
    .command('restore')
    .argument('<folder>', 'what `realname backup` made')
    .summary('put a copy of the SQLite database back')
    .description(
      `Puts the copy in the folder in the place that DATABASE_URL names. The service must not run. Before anything is replaced the copy is looked through: that it is whole, that it was not written by a newer version, that its key store has its keys and ENCRYPTION_KEYS open them. It takes its place in one step, or not at all.

The key store is the one in the folder, or that of --keystore, or the one that is in place already. With the one in place, what was redacted since stays so: --finish-redactions records it in the copy, which else would look for keys that are gone. A key store as old as the backup brings it back, and it has to be redacted again.

On PostgreSQL the command says which pg_restore does the same.`,
    )
    .option('--force', 'replace a database that is there already')
    .option('--keystore <file>', 'the key store, where it was kept apart from the database')
    .option('--finish-redactions', 'count what the key store has no key for as redacted since the backup')
    .addHelpText(
      'after',
      examples(
        'realname restore /backup/2026-11-22 --force --finish-redactions',
        'realname restore /backup/2026-11-22 --keystore /safe/keys-of-today/realname.keystore',
      ),
    )
    .action(on(restore));
}

async function restore(run: Run, options: Options, [folder = '']: readonly string[]): Promise<ExitCode> {
  const settings = readSettings(run);
  const path = sqliteFileOf(settings.config.databaseUrl, pgRestore);
  const beside = join(folder, 'realname.keystore');
  const keystore = options.keystore ?? (existsSync(beside) ? beside : null);
  const store = storeOf(settings);
  let redacted = 0;
  const { verifications, newest } = await restoreDatabase({
    from: { database: join(folder, 'realname.db'), keystore },
    to: path,
    isForced: options.force ?? false,
    store,
    prepare: async (copy) => {
      if (!options.finishRedactions) return;
      const databaseUrl = `sqlite:${copy}`;
      redacted = await finishRedactions(copy, store, (work) => withTools(run, work, databaseUrl));
    },
    onProgress: (text) => run.output.progress(text),
  });
  run.output.result({ database: path, verifications, newest, redacted }, [
    `${path}: ${verifications} verifications${newest ? `, the last change at ${newest.toISOString()}` : ''}.`,
    options.finishRedactions
      ? `${redacted} of them were redacted after the backup, and are so again.`
      : 'What was redacted after that, and came back with its keys, has to be redacted again.',
  ]);
  return 0;
}

const pgRestore = `\`realname restore\` puts SQLite files back; DATABASE_URL names a PostgreSQL. Use its own tools, on an empty database:
  pg_restore --exit-on-error --dbname="$DATABASE_URL" realname.keystore.dump
  pg_restore --exit-on-error --dbname="$DATABASE_URL" realname.dump`;
