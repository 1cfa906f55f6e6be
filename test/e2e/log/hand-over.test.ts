import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateKey, noteTypes, signingKey } from '../../../src/domain/log/note-keys';
import { startTestApp, type TestApp } from '../../support/app';
import { openFileDatabase } from '../../support/file-database';
import { temporaryFolder } from '../../support/temporary-folder';
import { realname, receiptOf, until, verifySomebody } from './support/log-app';

const origin = 'log.example/log';

function makeKey() {
  const pkcs8 = makePrivateKey();
  return { pkcs8, vkey: signingKey(origin, noteTypes.note, pkcs8)?.vkey ?? '' };
}

describe('a transparency log whose key is handed over', () => {
  const database = openFileDatabase();
  const folder = temporaryFolder();
  const [older, newer, stranger] = [makeKey(), makeKey(), makeKey()];
  const env = (key: { pkcs8: string }) => ({
    ...database.env,
    TRANSPARENCY_LOG: 'on',
    LOG_ORIGIN: origin,
    LOG_KEY: key.pkcs8,
  });
  afterAll(async () => {
    folder.remove();
    await database.close();
  });

  async function run(key: { pkcs8: string }, work: (app: TestApp) => Promise<void>): Promise<void> {
    const app = await startTestApp({ env: env(key) });
    try {
      await work(app);
    } finally {
      await app.close();
    }
  }

  test('goes on with the next key, and is verified across the hand-over from an older checkpoint', async () => {
    const since = join(folder.path, 'checkpoint');
    await run(older, async (app) => {
      writeFileSync(since, (await receiptOf(app, (await verifySomebody(app)).id)).checkpoint);
      expect((await realname(env(older), 'log', 'hand-over', newer.vkey)).code).toBe(0);
      await until(async () => {
        const rows = database.beside((opened) =>
          opened.prepare("select entry from log_entry where kind = 'rotation'").all(),
        );
        return rows.some(({ entry }) => String(entry).includes(newer.vkey));
      });
      await receiptOf(app, (await verifySomebody(app)).id);
    });

    await expect(run(stranger, async () => {})).rejects.toThrow('that key did not hand it over');
    await run(newer, async (app) => {
      const { checkpoint } = await receiptOf(app, (await verifySomebody(app)).id);
      expect(checkpoint).toContain(`— ${origin} `);
    });
    await expect(run(older, async () => {})).rejects.toThrow('that key did not hand it over');

    for (const key of [older.vkey, newer.vkey]) {
      const answer = await realname(
        env(newer),
        'log',
        'verify',
        '--key',
        key,
        '--since',
        since,
        '--database',
      );
      expect([answer.document.finds, answer.code]).toEqual([[], 0]);
    }
    const answer = await realname(env(newer), 'log', 'verify', '--key', stranger.vkey);
    expect([answer.document.finds.map(({ what }) => what), answer.code]).toEqual([['unsigned'], 1]);
  });
});
