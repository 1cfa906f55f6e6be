import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Secret } from '../../src/domain/privacy/secret';
import { openStore } from '../../src/storage/open-store';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { draft, oneTo, sequencesOf, settings, versionsOf } from './samples';

const run = promisify(execFile);
const program = join(__dirname, 'one-of-many.cjs');

interface Result {
  readonly granted: number;
  readonly versions: readonly number[];
  readonly fingerprint: string;
}

describe('several processes on one SQLite file', () => {
  let folder: TemporaryFolder;

  beforeEach(() => {
    folder = temporaryFolder();
  });

  afterEach(() => {
    folder.remove();
  });

  it('share one secret, number their changes without a gap, and never allow more attempts than one alone would', async () => {
    const databaseUrl = `sqlite:${join(folder.path, 'realname.db')}`;
    const encryptionKeys = [{ id: 'k1', key: Secret.of(Buffer.alloc(32, 1)) }];
    const first = await openStore(settings(databaseUrl, { encryptionKeys }));
    await first.verifications.create(draft('v-1'));
    const fingerprint = first.encryption.fingerprint('a text');
    await first.close();

    const outputs = await Promise.all(
      oneTo(4).map(() => run(process.execPath, [program, databaseUrl, 'v-1'])),
    );
    const results = outputs.map(({ stdout }): Result => JSON.parse(stdout));
    expect(results.map((result) => result.fingerprint)).toEqual(oneTo(4).map(() => fingerprint));
    expect(results.reduce((sum, { granted }) => sum + granted, 0)).toBe(30);
    const versions = results.flatMap((result) => result.versions).sort((a, b) => a - b);
    expect(versions).toEqual(oneTo(81).slice(1));

    const last = await openStore(settings(databaseUrl, { encryptionKeys }));
    try {
      expect(await versionsOf(last, 'v-1')).toEqual(oneTo(81));
      expect(await sequencesOf(last, 'account-1')).toEqual(oneTo(81));
    } finally {
      await last.close();
    }
  });
});
