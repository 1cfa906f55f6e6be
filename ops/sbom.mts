import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes the bill of materials (CycloneDX) of what runs in production to standard output. It asks npm about the lock
 * file without what is for development: `npm sbom --omit dev` leaves out whatever development uses as well.
 */
interface Locked {
  readonly dev?: boolean;
}

const root = join(import.meta.dirname, '..');
const project = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked & Record<string, unknown>>;
};

const { devDependencies: _development, overrides: _overrides, ...inProduction } = project;
const { '': own = {}, ...packages } = lock.packages;
const { devDependencies: _locked, ...ownInProduction } = own;
const kept = Object.entries(packages).filter(([, { dev }]) => !dev);
const lockInProduction = { ...lock, packages: { '': ownInProduction, ...Object.fromEntries(kept) } };

const folder = mkdtempSync(join(tmpdir(), 'realname-sbom-'));
try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(inProduction));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lockInProduction));
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const bill = JSON.parse(
    execFileSync('npm', args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as { metadata: { component: { name: unknown } } };
  // npm uses the folder's name.
  bill.metadata.component.name = project['name'];
  process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
