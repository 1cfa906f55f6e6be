import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const compiled = join(__dirname, '../../dist/storage/encryption/make-file-once.js');
const script = `
  const { makeFileOnce } = require(${JSON.stringify(compiled)});
  const path = process.argv[1];
  makeFileOnce(path, () => process.pid + '.'.repeat(2000));
  process.stdout.write(require('node:fs').readFileSync(path, 'utf8'));
`;

describe('a file that is made once', () => {
  it('is not there at all if the disk is full while it is written', () => {
    const path = join(folder.path, 'one.key');

    // No file may grow: creating one succeeds, writing to it does not.
    const full = spawnSync('sh', [
      '-c',
      'ulimit -f 0; exec "$0" -e "$1" "$2"',
      process.execPath,
      script,
      path,
    ]);

    expect(String(full.stderr)).toContain('EFBIG');
    expect(readdirSync(folder.path)).toEqual([]);

    const again = spawnSync(process.execPath, ['-e', script, path]);
    expect(again.status).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is the same for all processes that make it at once', async () => {
    const path = join(folder.path, 'one.key');

    const all = await Promise.all(
      Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, ['-e', script, path])),
    );

    expect(new Set(all.map(({ stdout }) => stdout))).toEqual(new Set([readFileSync(path, 'utf8')]));
    expect(readdirSync(folder.path)).toEqual(['one.key']);
  });
});
