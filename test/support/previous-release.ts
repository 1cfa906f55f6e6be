import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Unpacks the release before this one, as it was published, into a folder. Returns its program. */
export function unpackPreviousRelease(folder: string): string {
  const archive = join(root, 'test/fixtures/releases/realname-subgraph-1.0.0.tgz');
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  symlinkSync(join(root, 'node_modules'), join(folder, 'package/node_modules'));
  return join(folder, 'package/dist/main.js');
}
