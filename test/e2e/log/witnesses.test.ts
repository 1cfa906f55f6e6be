import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseCheckpoint } from '../../../src/domain/log/checkpoint';
import { checkNote, parseNote } from '../../../src/domain/log/note';
import { noteTypes, type SigningKey } from '../../../src/domain/log/note-keys';
import { ask } from '../../process/graphql';
import { openFileDatabase } from '../../support/file-database';
import { freePort } from '../../support/free-port';
import { endProcesses, start } from '../../support/process';
import { temporaryFolder } from '../../support/temporary-folder';
import { readMetrics } from '../../telemetry/scrape';
import { type Asking, readReceipt, realname, receiptOf, until, verifySomebody } from './support/log-app';
import { type Key, makeKey, startWitness } from './support/witness';

const origin = 'log.example/log';

/** The size of a checkpoint that the log and both witnesses have signed. */
function sizeOf(checkpoint: string, keys: readonly SigningKey[]): number {
  const note = parseNote(checkpoint);
  if (!note) throw new Error('not a note');
  expect(keys.map((key) => checkNote(note, key))).toEqual(keys.map(() => 'valid'));
  return parseCheckpoint(note.text)?.size ?? -1;
}

describe('a service, two witnesses and a quorum of two, each a process of its own', () => {
  const database = openFileDatabase();
  const folder = temporaryFolder();
  const logKey = makeKey(origin, noteTypes.note);
  const keys = [1, 2].map((n) => makeKey(`witness.example/w${n}`, noteTypes.cosignature));
  afterAll(async () => {
    await endProcesses();
    folder.remove();
    await database.close();
  });

  const witnessAt = (n: number, port: number) =>
    startWitness(keys[n] as Key, { logs: logKey.vkey, state: join(folder.path, `w${n}`), port });

  test('publish nothing while a witness is away, say so, and go on once it is back', async () => {
    const ports = [await freePort(), await freePort()] as const;
    const witnesses = await Promise.all(ports.map((port, n) => witnessAt(n, port)));
    const env = {
      ...database.env,
      TRANSPARENCY_LOG: 'on',
      LOG_ORIGIN: origin,
      LOG_KEY: logKey.pkcs8,
      LOG_WITNESSES: keys.map(({ vkey }, n) => `${vkey} http://127.0.0.1:${ports[n]}/`).join(),
      LOG_WITNESS_QUORUM: '2',
    };
    const service = await start(env, { cwd: folder.path });
    const app: Asking = { query: (query, variables) => ask(service.url, query, variables) };
    const signers = [logKey, ...keys];
    const rounds = async (result: string) => {
      const metrics = readMetrics(await (await fetch(`${service.url}/metrics`)).text());
      return metrics.value(`realname_log_checkpoints_total{result="${result}"}`) ?? 0;
    };

    const first = await receiptOf(app, (await verifySomebody(app)).id);
    const size = sizeOf(first.checkpoint, signers);

    // One is away: the log grows, and the last checkpoint stands.
    witnesses[1]?.kill('SIGTERM');
    await witnesses[1]?.exited;
    const { id } = await verifySomebody(app);
    await until(async () => (await rounds('short')) > 0);
    const entries = () =>
      Number(database.beside((opened) => opened.prepare('select size from log_state').get())?.['size'] ?? 0);
    await until(async () => entries() > size);
    expect(await readReceipt(app, id)).toBeNull();
    const { logCheckpoint } = await ask<{ logCheckpoint: string }>(service.url, '{ logCheckpoint }');
    expect(sizeOf(logCheckpoint, signers)).toBe(size);
    expect(service.stdout + service.stderr).toContain('too few witnesses cosign the transparency log');

    // It is back with what it kept, and cosigns the log as it has grown.
    await witnessAt(1, ports[1]);
    const second = await receiptOf(app, id);
    const grown = sizeOf(second.checkpoint, signers);
    expect(grown).toBeGreaterThan(size);
    const hash = createHash('sha256').update(origin).digest('hex');
    for (const [n, port] of ports.entries()) {
      const seen = await (await fetch(`http://127.0.0.1:${port}/${hash}/checkpoint`)).text();
      expect(sizeOf(seen, [logKey, keys[n] as Key])).toBeGreaterThanOrEqual(grown);
    }

    // Whose data was destroyed is told to the thread that adds the entries.
    await verifySomebody(app, 'erased');
    await ask(service.url, 'mutation { redactUser(guid: "erased") { redacted } }');
    await receiptOf(app, (await verifySomebody(app)).id);
    const verified = await realname(env, 'log', 'verify', '--database');
    expect(verified.document.finds).toEqual([]);
    expect(verified.code).toBe(0);
  });
});
