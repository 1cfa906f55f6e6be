import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { endProcesses, start } from '../support/process';
import { documentOf, type Packed, packPackage } from './support/packed';

let packed: Packed;
beforeAll(() => {
  packed = packPackage();
});
afterEach(endProcesses);
afterAll(() => packed.remove());

interface PackageJson {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const manifest = () => JSON.parse(readFileSync(join(packed.path, 'package.json'), 'utf8')) as PackageJson;

describe('the package', () => {
  it('contains what it needs to run and to be understood, and no sources', () => {
    const names = readdirSync(packed.path);

    for (const name of ['dist', 'schema', 'docs', 'README.md', 'LICENSE', 'SECURITY.md', 'CHANGELOG.md']) {
      expect(names).toContain(name);
    }
    for (const name of ['src', 'test', 'examples', 'bench', 'data']) expect(names).not.toContain(name);
    // The files that the text links to exist.
    expect(existsSync(join(packed.path, 'schema/verification.graphql'))).toBe(true);
    expect(existsSync(join(packed.path, 'docs/cli.md'))).toBe(true);
  });

  it('is built when it is packed', () => {
    expect(manifest().scripts['prepack']).toContain('npm run build');
  });

  it('lists every package that its code loads among its dependencies', () => {
    const loaded = new Set<string>();
    const folder = join(packed.path, 'dist');
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.js')) continue;
      const code = readFileSync(join(folder, name), 'utf8');
      for (const [, path = ''] of code.matchAll(/\b(?:require|import)\(["']([^."'][^"']*)["']\)/g)) {
        loaded.add(path.startsWith('@') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? ''));
      }
    }
    const packages = [...loaded].filter(
      (name) => !name.startsWith('node:') && !builtinModules.includes(name),
    );

    expect(packages).toEqual(expect.arrayContaining(['commander', 'fastify', 'kysely', 'pg', 'zod']));
    // The hooks of the client load React, which the application brings.
    const { dependencies, peerDependencies } = manifest();
    expect(packages.filter((name) => !(name in { ...dependencies, ...peerDependencies }))).toEqual([]);
  });

  it.each(['realname', 'realname-subgraph'])('starts the service as npx %s', async (name) => {
    // As npm does it: a link to the program, which is made executable.
    const program = join(packed.path, manifest().bin[name] ?? 'missing');
    const link = join(packed.cwd, 'bin', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(program, link);
    chmodSync(program, 0o755);
    expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);

    const service = await start({ DATABASE_URL: 'sqlite::memory:' }, { cwd: packed.cwd, program: link });

    expect(await (await fetch(`${service.url}/healthz`)).json()).toEqual({ status: 'ok' });
  });
});

const commands = [
  'serve',
  'sandbox',
  'migrate',
  'doctor',
  'keys',
  'keys rotate',
  'keys move',
  'keys finish-redactions',
  'keys seal-rows',
  'inbox',
  'inbox list',
  'inbox replay',
  'redact',
  'redact user',
  'redact verification',
  'acts',
  'destinations',
  'destinations list',
  'destinations pause',
  'destinations resume',
  'destinations replay',
  'export',
  'import-consents',
  'report',
  'report minors',
  'report faces',
  'report audit',
  'backup',
  'restore',
] as const;

describe('help', () => {
  it.each(['--help', '--help doctor', '-h keys'])(
    'names every command, the exit codes and examples: realname %s',
    async (args) => {
      const { code, stdout, stderr } = await packed.run({}, ...args.split(' '));

      expect([code, stderr]).toEqual([0, '']);
      for (const command of commands) {
        expect(stdout).toMatch(new RegExp(`^ {2}${command.split(' ')[0]}\\b`, 'm'));
      }
      expect(stdout).toContain('Exit codes:');
      expect(stdout).toContain('Examples:');
    },
  );

  it.each(commands)('prints for %s what docs/cli.md says', async (command) => {
    const { code, stdout, stderr } = await packed.run({}, ...command.split(' '), '--help');

    expect([code, stderr]).toEqual([0, '']);
    const reference = readFileSync(join(packed.path, 'docs/cli.md'), 'utf8');
    expect(reference).toContain(`\`\`\`console\n$ realname ${command} --help\n${stdout.trimEnd()}\n\`\`\``);
    // A group of commands has its examples with each of them.
    if (!['keys', 'inbox', 'redact', 'destinations', 'report'].includes(command))
      expect(stdout).toContain('Examples:\n  $ ');
  });

  it('shows the version of the package', async () => {
    expect(await packed.run({}, '--version')).toEqual({
      code: 0,
      stdout: `${manifest().version}\n`,
      stderr: '',
    });
  });
});

describe('wrong usage', () => {
  it.each([
    ['an unknown command', ['rotate'], "unknown command 'rotate'"],
    ['a group without a command', ['keys'], 'Usage: realname keys'],
    ['an unknown option', ['doctor', '--fast'], "unknown option '--fast'"],
    ['a missing argument', ['backup'], "missing required argument 'folder'"],
    ['an argument too many', ['migrate', 'now'], 'too many arguments'],
    ['a missing purpose', ['export', 'somebody'], "required option '--purpose <text>' not specified"],
    ['no address to listen on', ['sandbox', '--host', ''], 'Expected an address of this machine.'],
    ['a number that is none', ['inbox', 'replay', 'x'], 'Expected a whole number.'],
  ])('reports %s on standard error, with exit code 2', async (_what, args, message) => {
    const { code, stdout, stderr } = await packed.run({}, ...args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it.each([
    [['rotate'], "unknown command 'rotate'"],
    [['keys'], 'A command is missing.'],
  ])('is a document of JSON with --json: %j', async (args, message) => {
    const ran = await packed.run({}, ...args, '--json');

    expect(ran.code).toBe(2);
    expect(documentOf(ran)).toEqual({ error: { code: 'USAGE', message } });
  });

  it('suggests what may have been meant', async () => {
    expect((await packed.run({}, 'docter')).stderr).toContain('Did you mean doctor?');
  });
});

describe('wrong settings', () => {
  it.each(['serve', 'migrate', 'inbox list', 'backup there'])('end %s with exit code 2', async (command) => {
    const { code, stdout, stderr } = await packed.run(
      { PORT: 'x', LOG_LEVEL: 'loud' },
      ...command.split(' '),
    );

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^The settings are not usable:\n {2}- PORT .+\n {2}- LOG_LEVEL .+\n$/);
    expect(existsSync(join(packed.cwd, 'data'))).toBe(false);
  });

  it('are a document of JSON with --json', async () => {
    const ran = await packed.run({ PORT: 'x' }, 'migrate', '--json');

    expect(ran.code).toBe(2);
    expect(documentOf(ran)).toMatchObject({ error: { code: 'SETTINGS' } });
  });
});
