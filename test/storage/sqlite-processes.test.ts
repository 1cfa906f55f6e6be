import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Secret } from '../../src/domain/secret';
import { openStore } from '../../src/storage/open-store';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { oneTo, settings } from './samples';

const run = promisify(execFile);

describe('several processes on one SQLite file', () => {
  let folder: TemporaryFolder;

  beforeEach(() => {
    folder = temporaryFolder();
  });

  afterEach(() => {
    folder.remove();
  });

  it('share one secret, and never grant more tries together than one alone would', async () => {
    const databaseUrl = `sqlite:${join(folder.path, 'realname.db')}`;
    const key = Secret.of(Buffer.alloc(32, 1));
    const first = await openStore(settings(databaseUrl, { encryptionKeys: [{ id: 'k1', key }] }));
    const fingerprint = first.fingerprint('a text');
    await first.close();

    const program = join(__dirname, 'one-of-many.cjs');
    const outputs = await Promise.all(oneTo(4).map(() => run(process.execPath, [program, databaseUrl])));
    const results = outputs.map(({ stdout }): { granted: number; fingerprint: string } => JSON.parse(stdout));
    expect(results.reduce((sum, { granted }) => sum + granted, 0)).toBe(30);
    expect(results.map((result) => result.fingerprint)).toEqual(oneTo(4).map(() => fingerprint));
  }, 30_000);
});
