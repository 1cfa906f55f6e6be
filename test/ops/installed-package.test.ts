import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { endProcesses, start } from '../support/process';
import { temporaryFolder } from '../support/temporary-folder';
import { root } from './support/files';

/**
 * The package the whole way: `npm pack` with its scripts, in a copy of what git has, and then a project that has nothing
 * but the package. `npm run test:package` also lets npm install it with what it depends on; without that, the packages
 * of this folder are linked, and nothing is fetched.
 */
const isInstalled = process.env['PACKAGE'] === 'install';
const folder = temporaryFolder();
const copy = join(folder.path, 'copy');
const project = join(folder.path, 'project');
const installed = join(project, 'node_modules/realname-subgraph');
let files: readonly string[];

const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}` };
const run = (cwd: string, program: string, ...args: readonly string[]) =>
  execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  const listed = run(root, 'git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  for (const file of listed.filter((path) => path !== '' && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    copyFileSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  run(copy, 'npm', 'pack', '--silent', '--pack-destination', folder.path);
  const { name, version } = manifestOf(copy);
  const archive = join(folder.path, `${name}-${version}.tgz`);
  files = run(folder.path, 'tar', '-tzf', archive).trim().split('\n');
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{}');
  if (isInstalled) run(project, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', archive);
  else link(archive);
});
afterEach(endProcesses);
afterAll(() => folder.remove());

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
}

function manifestOf(path: string): Manifest {
  return JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;
}

/** What npm does with an archive, without what the package depends on. */
function link(archive: string): void {
  run(folder.path, 'tar', '-xzf', archive, '--strip-components', '1', '-C', installed);
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
  symlinkSync(join(root, 'node_modules/react'), join(project, 'node_modules/react'));
  mkdirSync(join(project, 'node_modules/.bin'));
  for (const [name, program] of Object.entries(manifestOf(installed).bin)) {
    run(installed, 'chmod', '+x', program);
    symlinkSync(join(installed, program), join(project, 'node_modules/.bin', name));
  }
}

describe('the package that npm pack makes', () => {
  it('holds the program, the client in both formats with types, the schema, the versions and the documents', () => {
    const wanted = [
      'dist/main.js',
      ...['esm', 'cjs'].flatMap((format) => [
        `dist/client/${format}/package.json`,
        `dist/client/${format}/src/index.js`,
        `dist/client/${format}/src/index.d.ts`,
        `dist/client/${format}/src/react.js`,
        `dist/client/${format}/src/react.d.ts`,
      ]),
      'schema/verification.graphql',
      'npm-shrinkwrap.json',
      'docs/getting-started.md',
      'docs/zh/getting-started.md',
      'README.md',
      'README.zh.md',
      'LICENSE',
    ];

    expect(wanted.filter((path) => !files.includes(`package/${path}`))).toEqual([]);
    expect(files.filter((path) => /^package\/(src|test|client|data|node_modules)\//.test(path))).toEqual([]);
  });

  it('leaves nothing behind in the folder that npm would read', () => {
    expect(existsSync(join(copy, 'npm-shrinkwrap.json'))).toBe(false);
  });
});

describe('a project that has installed the package', () => {
  it('runs its program by either name', () => {
    const { version } = manifestOf(root);

    for (const name of ['realname-subgraph', 'realname'])
      expect(run(project, 'npx', '--no-install', name, '--version')).toBe(`${version}\n`);
  });

  it('starts the service with it, which needs nothing else', async () => {
    const options = { cwd: project, program: join(installed, 'dist/main.js') };
    const service = await start({}, options);

    const answer = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ verificationMethods { method } }' }),
    });

    const { data } = (await answer.json()) as { data: { verificationMethods: readonly unknown[] } };
    expect(data.verificationMethods).toHaveLength(12);
    expect(existsSync(join(project, 'data/realname.db'))).toBe(true);
  });

  it.each([
    ['client.mjs', "import { connect } from 'realname-subgraph/client'; console.log(typeof connect);"],
    ['client.cjs', "const { connect } = require('realname-subgraph/client'); console.log(typeof connect);"],
  ])('imports the client: %s', (name, text) => {
    writeFileSync(join(project, name), text);

    expect(run(project, process.execPath, name)).toBe('function\n');
  });

  it('finds the schema by its name in the package', () => {
    const path = run(
      project,
      process.execPath,
      '-p',
      "require.resolve('realname-subgraph/schema/verification.graphql')",
    );

    expect(readFileSync(path.trim(), 'utf8')).toBe(
      readFileSync(join(root, 'schema/verification.graphql'), 'utf8'),
    );
  });
});
