import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';

const root = join(__dirname, '../..');

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

interface Shrinkwrap {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly dev?: true }>>;
}

describe('npm-shrinkwrap.json', () => {
  const folder = temporaryFolder();
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  let packed: readonly string[];
  let shrinkwrap: Shrinkwrap;

  beforeAll(() => {
    for (const name of ['package.json', 'package-lock.json']) {
      copyFileSync(join(root, name), join(folder.path, name));
    }
    const options = { cwd: folder.path, encoding: 'utf8' } as const;
    execFileSync(process.execPath, [join(root, 'scripts/write-shrinkwrap.mts')], options);
    const answer = execFileSync('npm', ['pack', '--ignore-scripts', '--dry-run', '--json'], options);
    const [{ files }] = JSON.parse(answer) as [{ readonly files: readonly { readonly path: string }[] }];
    packed = files.map(({ path }) => path);
    shrinkwrap = JSON.parse(readFileSync(join(folder.path, 'npm-shrinkwrap.json'), 'utf8')) as Shrinkwrap;
  });

  afterAll(() => folder.remove());

  it('is written when the package is packed, is in it, and is gone afterwards', () => {
    expect(manifest.scripts['prepack']).toContain('node scripts/write-shrinkwrap.mts');
    expect(manifest.scripts['postpack']).toContain("fs.rmSync('npm-shrinkwrap.json'");
    expect(packed).toContain('npm-shrinkwrap.json');
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('\nnpm-shrinkwrap.json\n');
  });

  it('has the exact version of every dependency, and nothing that only development needs', () => {
    const { packages } = shrinkwrap;
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }

    expect(Object.values(packages).filter(({ dev }) => dev)).toEqual([]);
    expect(packages).not.toHaveProperty(['node_modules/jest']);
    expect(packages['']).not.toHaveProperty('devDependencies');
  });
});
