import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../config';
import { backUpDatabase } from './backup/copy';
import { sqliteFileOf } from './backup/sqlite-file';
import { examples, type On, type Run } from './command';
import type { ExitCode } from './terminal';

interface Options {
  readonly withKeystore?: true;
}

export function addBackup(program: Command, on: On): void {
  program
    .command('backup')
    .argument('<folder>', 'where to; made where it is missing')
    .summary('copy the SQLite database while the service runs')
    .description(
      `Copies the SQLite database, as it stands at one moment, to realname.db in the folder; the service may run. The personal data in it is sealed, and cannot be read without the key store.

The key store holds the key of every account, and is what a redaction destroys: a key in a backup is a key that still exists. Without --with-keystore it is left out. Back it up apart from the database, to another place, and keep that backup short (README.md, "Running it"). ENCRYPTION_KEYS are in neither: keep them apart from both.

On PostgreSQL the command says which pg_dump does the same.`,
    )
    .option('--with-keystore', 'copy the key store as well, of the same moment, to realname.keystore')
    .addHelpText(
      'after',
      examples('realname backup /backup/2026-11-22', 'realname backup /safe/keys-of-today --with-keystore'),
    )
    .action(on(backUp));
}

async function backUp(
  { terminal, output }: Run,
  options: Options,
  [folder = '']: readonly string[],
): Promise<ExitCode> {
  const path = sqliteFileOf(loadConfig(terminal.env).databaseUrl, pgDump);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keystoreTo = options.withKeystore ? join(folder, 'realname.keystore') : null;
  const { database, keystore, verifications } = await backUpDatabase(
    path,
    { database: join(folder, 'realname.db'), keystore: keystoreTo },
    (text) => output.progress(text),
  );
  output.result({ database, keystore, verifications }, [
    `${database.file}: ${verifications} verifications, ${database.bytes} bytes.`,
    keystore
      ? `${keystore.file}: their keys, ${keystore.bytes} bytes. Keep it apart from the database, and short.`
      : 'The key store was left out: back it up apart (--with-keystore), and keep that short.',
  ]);
  return 0;
}

const pgDump = `\`realname backup\` copies SQLite files; DATABASE_URL names a PostgreSQL. Use its own tools:
  pg_dump --format=custom --exclude-schema=keystore --file=realname.dump "$DATABASE_URL"
and, to another place and kept short, the keys:
  pg_dump --format=custom --schema=keystore --file=realname.keystore.dump "$DATABASE_URL"`;
