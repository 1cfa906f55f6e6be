import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { logKeyOf } from '../app/transparency';
import { signNote, toNote } from '../domain/log/note';
import { noteTypes, parseVerifierKey, type SigningKey } from '../domain/log/note-keys';
import { handOverText } from '../service/log/open-log';
import { openStore } from '../storage/open-store';
import type { Store } from '../storage/store';
import { examples, type On, type Run } from './command';
import { CommandFault } from './fault';
import { compareRows } from './log/compare-rows';
import { databaseRows } from './log/database-rows';
import { filesAt, filesIn, filesOf } from './log/sources';
import { type Find, type ReadFile, verifyLog } from './log/verify-log';
import { readSettings, type Settings, storeOf } from './settings';
import type { ExitCode } from './terminal';

interface VerifyOptions {
  readonly key?: string;
  readonly since?: string;
  readonly tiles?: string;
  readonly database?: boolean;
}

export function addLog(program: Command, on: On): void {
  const log = program.command('log').summary('the transparency log: its key, and whether it is whole');
  log.description(
    'The transparency log (docs/transparency-log.md): an append-only record of every event, which an outsider can check.',
  );
  log
    .command('key')
    .summary("show the log's verifier key")
    .description('Shows the verifier key of the log (C2SP vkey), which auditors and witnesses need.')
    .addHelpText('after', examples('realname log key'))
    .action(on(showKey));
  log
    .command('verify')
    .summary('check that nothing in the log was changed, removed, reordered or forked')
    .description(
      'Recomputes every hash of the log and checks its signature. With --since, every entry of an older checkpoint must stand where it stood; if the tiles of that time lie next to the checkpoint file, the entries that differ are named. With --database, every row is compared with its entry. Without --tiles, the log is read from the database.',
    )
    .option('--key <vkey>', "the log's verifier key; by default that of the settings")
    .option('--since <file>', 'an older checkpoint of the log, as GET /log/checkpoint served it')
    .option('--tiles <folder or url>', 'a copy of the files below GET /log/, or the address of a log')
    .option('--database', 'compare the rows of the database (DATABASE_URL) with the log')
    .addHelpText(
      'after',
      examples(
        'realname log verify --since kept/checkpoint --database',
        'realname log verify --key "$VKEY" --tiles https://realname.example.com/log --since kept/checkpoint',
      ),
    )
    .action(on(verify));
  log
    .command('hand-over')
    .argument('<vkey>', 'the verifier key of the next LOG_KEY')
    .summary('hand the log over to another key')
    .description(
      'Signs, with LOG_KEY, that the log goes on with another key, and records it in the log. Run it while the service has the old key; wait until a checkpoint has the entry; then restart every process with the new LOG_KEY.',
    )
    .addHelpText('after', examples('realname log hand-over "$NEW_VKEY"'))
    .action(on(handOver));
}

async function showKey(run: Run): Promise<ExitCode> {
  const settings = readSettings(run);
  const { config } = settings;
  // The database is opened only where the key or its name rests on it.
  const isSet = config.transparencyLog?.isOriginSet ?? true;
  const needsDatabase = !isSet || (config.transparencyLog?.key === null && config.database.kind !== 'sqlite');
  const { vkey } = needsDatabase
    ? await withStore(settings, async (_store, key) => key())
    : logKeyOf(config, () => '', null);
  run.output.result({ vkey }, [vkey]);
  return 0;
}

async function handOver(run: Run, _options: unknown, [next = '']: readonly string[]): Promise<ExitCode> {
  const key = parseVerifierKey(next);
  if (key?.type !== noteTypes.note) {
    throw new CommandFault('Expected the verifier key of a log, which `realname log key` prints.', 2);
  }
  await withStore(readSettings(run), async (store, ownKey) => {
    const own = ownKey();
    const state = await store.log.state();
    if (state?.vkey !== own.vkey || key.name !== own.name || key.vkey === own.vkey) {
      throw new CommandFault(
        'LOG_KEY must be the key that the log has now, and the next key must have the same name and be another one.',
      );
    }
    const text = handOverText(own.name, own.vkey, key.vkey);
    const note = toNote({ text, signatures: [signNote(text, own)] });
    const recordedAt = Date.now();
    await store.log.wait({ kind: 'rotation', id: key.vkey, key: own.id.toString('hex'), note, recordedAt });
  });
  run.output.result({ handedOverTo: key.vkey }, [
    'The hand-over is recorded. Once a checkpoint has it, restart every process with the new LOG_KEY.',
  ]);
  return 0;
}

async function verify(run: Run, { key, since, tiles, database }: VerifyOptions): Promise<ExitCode> {
  if (key !== undefined && parseVerifierKey(key)?.type !== noteTypes.note) {
    throw new CommandFault('--key must be the verifier key of a log (name+id+key).', 2);
  }
  const older = since === undefined ? null : await readCheckpointFile(since);
  const check = async (read: ReadFile, vkey: string, store: Store | null) => {
    const readSince = since === undefined ? null : filesIn(dirname(since));
    const hasTiles = readSince !== null && (await readSince('tile/entries/000')) !== null;
    const report = await verifyLog({ read, key: vkey, since: older, readSince: hasTiles ? readSince : null });
    const young = store
      ? await compareRows(databaseRows(store.log, new Date()), report.entries, report.finds)
      : 0;
    return show(run, report.entries.length, report.finds, young);
  };
  const isUrl = tiles !== undefined && /^https?:\/\//.test(tiles);
  const copy = tiles && (isUrl ? filesAt(tiles, run.terminal.env['LOG_TOKEN']) : filesIn(tiles));
  if (key !== undefined && copy && !database) return check(copy, key, null);
  return withStore(readSettings(run), (store, own) =>
    check(copy || filesOf(store.log), key ?? own().vkey, database ? store : null),
  );
}

function show({ output }: Run, size: number, finds: readonly Find[], young: number): ExitCode {
  const waiting = young === 0 ? [] : [`${young} rows wait for their entries.`];
  const summary =
    finds.length === 0
      ? `The log is whole: ${size} entries.`
      : `${finds.length} findings in ${size} entries.`;
  output.result({ size, finds, young }, [
    ...finds.map(({ what, index, id, text }) =>
      [what, index === null ? 'no entry' : `entry ${index}`, id ?? '-', text].join('  '),
    ),
    summary,
    ...waiting,
  ]);
  return finds.length === 0 ? 0 : 1;
}

async function readCheckpointFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFault(`${path} cannot be read (${code}).`, 2);
  }
}

async function withStore<Result>(
  settings: Settings,
  work: (store: Store, key: () => SigningKey) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(storeOf(settings));
  try {
    const begun = (await store.log.state())?.origin ?? null;
    return await work(store, () =>
      logKeyOf(settings.config, (purpose) => store.encryption.fingerprint(purpose), begun),
    );
  } finally {
    await store.close();
  }
}
