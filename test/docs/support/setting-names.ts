import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingNamesOf } from '../../../src/config/providers';
import { registry } from '../../../src/providers/registry';

const source = join(__dirname, '../../../src/config');

/** Every setting that the service reads, from where it is declared: src/config, or the folder of its provider. */
export const settingNames: ReadonlySet<string> = new Set([
  ...readdirSync(source)
    .flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)])
    .map(([, name = '']) => name),
  ...settingNamesOf(registry),
]);
