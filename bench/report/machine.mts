import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release, totalmem, type } from 'node:os';

/** The machine, the system and the versions of a measurement. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly packages: Readonly<Record<string, string>>;
}

const packages = [
  '@apollo/server',
  '@apollo/subgraph',
  'graphql',
  'graphql-jit',
  'graphql-yoga',
  'mercurius',
  'fastify',
  'dataloader',
  'type-graphql',
  'kysely',
  'graphql-ws',
  'ws',
  'pg',
];

export function thisMachine(now: Date): Machine {
  const require = createRequire(import.meta.url);
  const versionOf = (name: string) => {
    const folder = require.resolve.paths(name)?.map((path) => `${path}/${name}/package.json`) ?? [];
    const file = folder.find((path) => {
      try {
        return readFileSync(path).length > 0;
      } catch {
        return false;
      }
    });
    return file ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : 'not installed';
  };
  const [first] = cpus();
  return {
    date: now.toISOString(),
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    packages: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  };
}

export function machineText({ date, cpu, cores, memoryGiB, system, node }: Machine): string {
  return `${date.slice(0, 10)} · ${cpu} × ${cores}, ${memoryGiB} GiB · ${system} · Node ${node}`;
}
