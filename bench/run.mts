import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SeedSize } from './data/seed-store.mts';
import { copyPeers, copyStore } from './data/seeds.mts';
import { machineText, thisMachine } from './report/machine.mts';
import type { Result } from './report/result.mts';
import { tableOf } from './report/table.mts';
import { reachedTargets, targetTable } from './report/targets.mts';
import { scenarios } from './scenarios/all.mts';
import type { Bench, Options, Scenario } from './scenarios/scenario.mts';
import { Load } from './servers/load.mts';

/**
 * Measures this service and its peers in turn; prints the table on standard output, and with --json writes a file, too.
 */
const usage = `Usage: npm run bench -- [--only a,b,c] [--rounds N] [--seconds N] [--short] [--json PATH]
  --only     scenarios by their letters (default: all)
  --rounds   rounds of each server (default 5)
  --seconds  of one round (default 3)
  --short    everything small and quick: shows that it runs, and nothing about speed
  --json     where the result is written as JSON`;

const signals = ['SIGINT', 'SIGTERM'] as const;

interface Command {
  readonly options: Options;
  readonly chosen: readonly Scenario[];
  readonly jsonPath: string | null;
}

function commandOf(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      short: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const { short } = values;
  const rounds = Number(values.rounds ?? (short ? 1 : 5));
  const seconds = Number(values.seconds ?? (short ? 0.05 : 3));
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be a whole number from 1 on.');
  if (!(seconds > 0)) throw new Error('--seconds must be a number above 0.');
  const letters = values.only?.split(',').map((letter) => letter.trim());
  const unknown = letters?.filter((letter) => !scenarios.some(({ id }) => id === letter)) ?? [];
  if (unknown.length > 0) throw new Error(`There is no scenario ${unknown.join(', ')}.`);
  return {
    options: { rounds, seconds, short },
    chosen: scenarios.filter(({ id }) => letters?.includes(id) ?? true),
    jsonPath: values.json ?? null,
  };
}

async function main({ options, chosen, jsonPath }: Command): Promise<void> {
  const machine = thisMachine(new Date());
  process.stdout.write(`${machineText(machine)}\n\n`);
  const results: Result[] = [];
  const load = Load.start();
  try {
    for (const scenario of chosen) {
      for (const result of await runOne(scenario, options, load)) {
        results.push(result);
        process.stdout.write(`${tableOf(result)}\n`);
      }
    }
  } finally {
    await load.close();
  }
  const targets = reachedTargets(results);
  if (targets.length > 0) process.stdout.write(`${targetTable(targets)}\n`);
  if (jsonPath !== null) {
    writeFileSync(jsonPath, `${JSON.stringify({ machine, options, results, targets }, null, 2)}\n`);
  }
}

async function runOne(scenario: Scenario, options: Options, load: Load): Promise<readonly Result[]> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  const interrupted = () => close().finally(() => process.exit(130));
  for (const signal of signals) process.once(signal, interrupted);
  const say = (text: string) => process.stderr.write(text);
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'realname-bench-run-'));
    closers.push(() => rmSync(path, { recursive: true, force: true }));
    return path;
  };
  const store = async (size: SeedSize) => {
    const path = folder();
    await copyStore(path, size, say);
    return { folder: path, databaseUrl: `sqlite:${join(path, 'realname.db')}` };
  };
  const bench: Bench = {
    options,
    load,
    folder,
    say,
    onEnd: (closer) => void closers.push(closer),
    store,
    async databases(size) {
      const made = await store(size);
      await copyPeers(made.folder, size, say);
      return { ...made, peersUrl: `sqlite:${join(made.folder, 'peers.db')}` };
    },
  };
  try {
    return await scenario.run(bench);
  } finally {
    for (const signal of signals) process.off(signal, interrupted);
    await close();
    say('\n');
  }
}

let command: Command;
try {
  command = commandOf(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n${usage}\n`);
  process.exit(2);
}
await main(command);
