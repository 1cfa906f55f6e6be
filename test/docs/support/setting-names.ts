import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(__dirname, '../../../src');

/** Every setting that the service reads, from the one place where each is declared: src/config*.ts. */
export const settingNames: ReadonlySet<string> = new Set(
  readdirSync(source)
    .filter((name) => /^config.*\.ts$/.test(name))
    .flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)])
    .map(([, name = '']) => name),
);
