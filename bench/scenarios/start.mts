import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { encryptionKeys } from '../data/store-rows.mts';
import { type Round, resultOf } from '../report/result.mts';
import { benchFile, Child } from '../servers/child.mts';
import { mainFile } from '../servers/compiled.mts';
import { freePort } from '../servers/free-port.mts';
import { ours, oursEnvironment, peerEnvironment } from '../servers/server.mts';
import { peersOf } from './reads.mts';
import type { Scenario } from './scenario.mts';

interface Starter {
  readonly name: string;
  start(port: number): Child;
  /** The path that answers 200 once the server is ready. */
  ask(url: string): Promise<Response>;
}

/** (i) From the start of the process to the first answer that reports ready, with an existing database. */
export const startScenario: Scenario = {
  id: 'i',
  async run(bench) {
    bench.say('\n(i) ');
    const databases = await bench.databases({ finished: bench.options.short ? 50 : 1000, awaited: 0 });
    const compileCache = join(databases.folder, 'compiled');
    const starters = [
      oursStarter(ours, databases),
      // As in the image: Node's compile cache of an earlier start is present.
      oursStarter(`${ours}, compiled before`, databases, { NODE_COMPILE_CACHE: compileCache }),
      ...peersOf(bench.options).map(([name, file, args]) =>
        peerStarter(name, file, args, databases.peersUrl),
      ),
    ];
    const results = new Map<string, Round[]>(starters.map(({ name }) => [name, []]));
    const { short, rounds } = bench.options;
    // The first start does not count: the system's file cache is cold.
    const [first, last] = short ? [1, 1] : [0, rounds * 2];
    for (let n = first; n <= last; n += 1) {
      for (const starter of starters) {
        // The first start ends with enough time to write the compile cache.
        const readyMs = await readyAfter(starter, n === first ? 'SIGTERM' : 'SIGKILL');
        if (n > 0) results.get(starter.name)?.push({ 'ready ms': readyMs });
      }
      bench.say('.');
    }
    return [resultOf('i', 'start to ready, with an existing database', ['ready ms'], results)];
  },
};

function oursStarter(
  name: string,
  { databaseUrl, folder }: { databaseUrl: string; folder: string },
  more: Readonly<Record<string, string>> = {},
): Starter {
  return {
    name,
    start: (port) =>
      Child.start(name, mainFile, {
        cwd: folder,
        env: oursEnvironment({ databaseUrl, folder, encryptionKeys, env: { PORT: String(port), ...more } }),
        measured: false,
      }),
    ask: (url) => fetch(`${url}/readyz`),
  };
}

function peerStarter(name: string, file: string, args: readonly string[], databaseUrl: string): Starter {
  return {
    name,
    start: (port) =>
      Child.start(name, benchFile(`peers/${file}`), {
        args,
        env: peerEnvironment({ databaseUrl, port }),
        measured: false,
      }),
    ask: (url) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ __typename }"}',
      }),
  };
}

async function readyAfter({ name, start, ask }: Starter, end: NodeJS.Signals): Promise<number> {
  const port = await freePort();
  const begin = performance.now();
  const child = start(port);
  try {
    for (;;) {
      const answer = await ask(`http://127.0.0.1:${port}`).catch(() => null);
      const elapsed = performance.now() - begin;
      if (answer?.status === 200) return elapsed;
      if (elapsed > 60_000) throw new Error(`${name} is not ready after a minute: ${child.written}`);
      await pause(5);
    }
  } finally {
    await child.end(end);
  }
}
