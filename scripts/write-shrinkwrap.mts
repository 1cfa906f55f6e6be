import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes npm-shrinkwrap.json for the package that is packed next: the lock file without what only development needs.
 * An installation of the package then runs the versions that were tested. It is not committed: npm would read it instead
 * of package-lock.json.
 */
interface Locked {
  readonly dev?: true;
  readonly devDependencies?: unknown;
}

interface LockFile {
  readonly packages: Readonly<Record<string, Locked>>;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;
const packages = Object.fromEntries(
  Object.entries(lock.packages)
    .filter(([, { dev }]) => dev !== true)
    .map(([path, { devDependencies: _, ...rest }]) => [path, rest]),
);
writeFileSync('npm-shrinkwrap.json', `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
