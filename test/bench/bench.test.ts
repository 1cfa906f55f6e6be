import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcesses, launchScript } from '../support/process';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';

/** That the bench runs, not how fast: of speed a busy machine tells nothing. */

const patienceMs = 400_000;

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
  // PostgreSQL runs as another user where this one is root, and has to get at its own folder below.
  chmodSync(folder.path, 0o711);
});
afterEach(async () => {
  await endProcesses();
  folder.remove();
});

interface Bench {
  readonly machine: { readonly node: string; readonly packages: Readonly<Record<string, string>> };
  readonly targets: readonly { readonly id: string; readonly reached: number }[];
  readonly results: readonly {
    readonly id: string;
    readonly title: string;
    readonly servers: readonly {
      readonly server: string;
      readonly figures: Readonly<Record<string, { min: number; median: number; max: number }>>;
    }[];
  }[];
}

describe('npm run bench', () => {
  it(
    'runs every scenario against its peers, checks every answer, and writes table and JSON',
    async () => {
      const { bench, stdout } = await run('--short');

      const letters = new Set(bench.results.map(({ id }) => id.charAt(0)));
      expect([...letters].join('')).toBe('abcdefghijklmnopqrst');
      for (const { id, title, servers } of bench.results) {
        expect(stdout).toContain(`### (${id}) ${title}\n`);
        expect(servers.length).toBeGreaterThan(0);
        for (const { figures } of servers) {
          expect(Object.keys(figures)).not.toEqual([]);
          for (const { min, median, max } of Object.values(figures)) {
            expect(median).toBeGreaterThanOrEqual(min);
            expect(max).toBeGreaterThanOrEqual(median);
          }
        }
      }
      expect(serversOf(bench, 'a')).toEqual([
        'this service',
        'Mercurius + JIT',
        'Mercurius',
        'GraphQL Yoga',
        '@apollo/server standalone',
        'node:http, answers ready',
      ]);
      // The short form has no thousand representations, and fewer peers.
      expect(bench.targets.map(({ id }) => id)).toEqual([
        ...[
          'a',
          'b nested',
          'c',
          'd',
          'e closed 1',
          'e closed 64',
          'f',
          'g',
          'g',
          'h',
          'i',
          'j a',
          'j b',
          'j c',
        ],
        ...['k a', 'k b', 'n', 'l', 'm closed 64', 'o', 'p', 'q pushes', 'q catch-up', 'q catch-up'],
        ...['r', 'r', 's'],
        ...['t a', 't b', 't nested', 't c'],
      ]);
      expect(bench.targets.map(({ reached }) => reached)).not.toContain(Number.NaN);
      expect(bench.machine.node).toBe(process.version);
      expect(Object.values(bench.machine.packages)).not.toContain('not installed');
    },
    patienceMs,
  );

  it('prints its usage if it is called wrongly', async () => {
    const bench = launchScript('bench/run.mts', {}, { cwd: folder.path }, '--only', 'a,z');

    expect(await bench.exited).toEqual({ code: 2, signal: null });
    expect(bench.stderr).toContain('There is no scenario z.\nUsage: npm run bench');
  });
});

async function run(...args: readonly string[]): Promise<{ bench: Bench; stdout: string }> {
  const path = join(folder.path, 'bench.json');
  // Seeds are kept among the temporary files: here in a folder that is removed.
  const env = { TMPDIR: folder.path };
  const launched = launchScript('bench/run.mts', env, { cwd: folder.path }, ...args, '--json', path);
  const exit = await launched.exited;
  if (exit.code !== 0) throw new Error(`the bench ended with ${exit.code}: ${launched.stderr}`);
  return { bench: JSON.parse(readFileSync(path, 'utf8')) as Bench, stdout: launched.stdout };
}

function serversOf({ results }: Bench, id: string): readonly string[] {
  return results.find((result) => result.id === id)?.servers.map(({ server }) => server) ?? [];
}
