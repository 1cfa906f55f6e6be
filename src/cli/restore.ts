import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { restoreDatabase } from '../storage/backup/replace';
import { examples, type On, type Run } from './command';
import { finishRedactions } from './finish-redactions';
import { actOfOperator, asOption, withTools } from './operator';
import { readSettings, storeOf } from './settings';
import { sqliteFileOf } from './sqlite-file';
import type { ExitCode } from './terminal';

interface Options {
  readonly force?: true;
  readonly keystore?: string;
  readonly finishRedactions?: true;
  readonly as?: string;
}

export function addRestore(program: Command, on: On): void {
  program
    .command('restore')
    .argument('<folder>', 'a folder that `realname backup` made')
    .summary('restore a copy of the SQLite database')
    .description(
      `Puts the copy in the folder in the place that DATABASE_URL names. The service must not run. Before anything is replaced, the copy is checked: it must be whole, not written by a newer version, its key store must have its keys, and ENCRYPTION_KEYS must open them. It takes its place in one step, or not at all.

The key store is the one in the folder, or that of --keystore, or the one that is in place already. With the one in place, data that was redacted after the backup stays destroyed: --finish-redactions records that in the copy, which otherwise would miss those keys. A key store as old as the backup brings such data back, and it must be redacted again.

On PostgreSQL the command shows the pg_restore that does the same.`,
    )
    .option('--force', 'replace an existing database')
    .option('--keystore <file>', 'the key store, if it was kept apart from the database')
    .option('--finish-redactions', 'record verifications without a key as redacted after the backup')
    .option(...asOption)
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
  const to = sqliteFileOf(settings.config.database, pgRestore);
  const beside = join(folder, 'realname.keystore');
  const keystore = options.keystore ?? (existsSync(beside) ? beside : null);
  const store = storeOf(settings);
  const act = actOfOperator(run, options.as, 'FINISH_REDACTIONS');
  let redacted = 0;
  const { verifications, newest } = await restoreDatabase({
    from: { database: join(folder, 'realname.db'), keystore },
    to,
    isForced: options.force ?? false,
    store,
    prepare: async (copy) => {
      if (!options.finishRedactions) return;
      redacted = await finishRedactions(copy, store, act, (work) => withTools(run, work, { database: copy }));
    },
    onProgress: (text) => run.output.progress(text),
  });
  run.output.result({ database: to.path, verifications, newest, redacted }, [
    `${to.path}: ${verifications} verifications${newest ? `, the last change at ${newest.toISOString()}` : ''}.`,
    options.finishRedactions
      ? `${redacted} of them were redacted after the backup, and are recorded as redacted again.`
      : 'Data that was redacted after that, and came back with its keys, must be redacted again.',
  ]);
  return 0;
}

const pgRestore = `\`realname restore\` restores SQLite files, but DATABASE_URL names a PostgreSQL database. Use its own tools, on an empty database:
  pg_restore --exit-on-error --dbname="$DATABASE_URL" realname.keystore.dump
  pg_restore --exit-on-error --dbname="$DATABASE_URL" realname.dump`;
