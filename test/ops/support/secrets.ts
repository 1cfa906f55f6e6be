import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingNames } from '../../docs/support/setting-names';
import { temporaryFolder } from '../../support/temporary-folder';
import { envOf, read, root } from './files';

/** What make-secrets.sh writes; the password of the database is the one that PostgreSQL is given. */
export function exampleSecrets(): Record<string, string> {
  const folder = temporaryFolder();
  try {
    execFileSync('sh', [join(root, 'ops/compose/make-secrets.sh'), folder.path]);
    const secrets = envOf(readFileSync(join(folder.path, 'secrets.env'), 'utf8'));
    const postgres = envOf(readFileSync(join(folder.path, 'postgres.env'), 'utf8'));
    const { username, password } = new URL(secrets['DATABASE_URL'] ?? '');
    expect([username, password]).toEqual([postgres['POSTGRES_USER'], postgres['POSTGRES_PASSWORD']]);
    return { ...secrets, ...envOf(readFileSync(join(folder.path, 'source.env'), 'utf8')) };
  } finally {
    folder.remove();
  }
}

/** The names that are no setting, and none of the others that are expected. */
export function unknownSettings(
  env: Readonly<Record<string, string>>,
  ...others: readonly string[]
): string[] {
  return Object.keys(env).filter((name) => !settingNames.has(name) && !others.includes(name));
}

/** How long the service may take from the signal to its end: what src/app/app.ts says. */
export function longestEndMs(): number {
  const limits = [...read('src/app/app.ts').matchAll(/^const (?:providerGraceMs|drainMs) = ([\d_]+);$/gm)];
  expect(limits).toHaveLength(2);
  return limits.reduce((sum, [, ms = '']) => sum + Number(ms.replaceAll('_', '')), 0);
}
