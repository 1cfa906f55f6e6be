import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../config/config';
import { logKeyPathOf } from '../config/database-address';
import { backUpDatabase } from '../storage/backup/copy';
import type { KeyStoreAddress } from '../storage/key-store/contract';
import { examples, type On, type Run } from './command';
import { sqliteFileOf } from './sqlite-file';
import type { ExitCode } from './terminal';

interface Options {
  readonly withKeystore?: true;
}

export function addBackup(program: Command, on: On): void {
  program
    .command('backup')
    .argument('<folder>', 'where to; created if it is missing')
    .summary('copy the SQLite database while the service runs')
    .description(
      `Copies the SQLite database, as it stands at one moment, to realname.db in the folder; the service may run. The personal data in it is sealed, and cannot be read without the key store.

The key store holds the key of every account. A redaction destroys that key, but not the copy in a backup. Without --with-keystore the key store is left out: back it up separately, to another place, and keep that backup for a short time only (README.md, "Running it"). ENCRYPTION_KEYS are in neither: keep them apart from both.

On PostgreSQL the command shows the pg_dump that does the same.`,
    )
    .option(
      '--with-keystore',
      'also copy the key store, as it stands at the same moment, to realname.keystore',
    )
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
  const config = loadConfig(terminal.env);
  const address = sqliteFileOf(config.database, pgDump(config.keyStore));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keystoreTo = options.withKeystore ? join(folder, 'realname.keystore') : null;
  const { database, keystore, verifications } = await backUpDatabase(
    address,
    { database: join(folder, 'realname.db'), keystore: keystoreTo },
    (text) => output.progress(text),
  );
  const keyFile = config.encryptionKeys === null ? address.keyFilePath : null;
  const logKeyFile = config.transparencyLog?.key === null ? logKeyPathOf(address) : null;
  output.result({ database, keystore, verifications, keyFile, logKeyFile }, [
    `${database.file}: ${verifications} verifications, ${database.bytes} bytes.`,
    keystore
      ? `${keystore.file}: their keys, ${keystore.bytes} bytes. Keep it apart from the database, and for a short time only.`
      : 'The key store was left out: back it up separately (--with-keystore), and keep that for a short time only.',
    keyFile !== null
      ? `Not in the backup: the key file ${keyFile}, without which nothing in it can be read. Copy it to a place apart from both.`
      : 'Not in the backup: ENCRYPTION_KEYS, without which nothing in it can be read. Keep them apart from both.',
    ...(config.transparencyLog === null
      ? []
      : [
          `Not in the backup: ${logKeyFile === null ? 'LOG_KEY' : `the key file ${logKeyFile}`}, without which the transparency log cannot go on.`,
        ]),
  ]);
  return 0;
}

function pgDump(keyStore: KeyStoreAddress): string {
  return `\`realname backup\` copies SQLite files, but DATABASE_URL names a PostgreSQL database. Use its own tools:
  pg_dump --format=custom --exclude-schema=keystore --file=realname.dump "$DATABASE_URL"
and, to another place and for a short time only, the keys:
  ${keysDump(keyStore)}
ENCRYPTION_KEYS are in neither: keep them apart from both.`;
}

function keysDump(keyStore: KeyStoreAddress): string {
  switch (keyStore.kind) {
    case 'database':
      return 'pg_dump --format=custom --schema=keystore --file=realname.keystore.dump "$DATABASE_URL"';
    case 'file':
      return `tar --create --file=realname.keys.tar --directory=${keyStore.path} .`;
    case 'vault':
      return 'vault operator raft snapshot save realname.keys.snap';
  }
}
