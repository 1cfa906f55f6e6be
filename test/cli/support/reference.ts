import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const reference = readFileSync(join(__dirname, '../../../docs/cli.md'), 'utf8');

/** The output that docs/cli.md shows for a command that begins so, without the parts that differ from run to run. */
export function documentedOutput(command: string): string {
  const blocks = [...reference.matchAll(/^```console\n\$ realname ([^\n]*)\n([\s\S]*?)\n?```$/gm)];
  const block = blocks.find(([, line = '']) => line.startsWith(command) && !line.includes('--help'));
  if (!block) throw new Error(`docs/cli.md shows no output of realname ${command}`);
  return shapeOf(block[2] ?? '');
}

/** Without times, numbers, paths before a file's name, and spaces that only align. */
export function shapeOf(output: string): string {
  return output
    .trim()
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/(?:[\w.-]*\/)+(realname\.(?:db|keystore|logkey))/g, '$1')
    .replaceAll(/\d+/g, '0')
    .replaceAll(/ {2,}/g, ' ');
}
