import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seedStore } from '../data/seed-store.mts';
import { cpuColumn } from '../measure/compare.mts';
import { type Round, resultOf } from '../report/result.mts';
import type { Server } from '../servers/server.mts';
import { startOursOn } from './reads.mts';
import type { Bench, Scenario, StoreCopy } from './scenario.mts';

interface Duty {
  readonly id: string;
  readonly title: string;
  /** The counter of what was done. */
  readonly counter: RegExp;
  readonly env?: Readonly<Record<string, string>>;
  /** Makes that many items due, if those of the store are not. */
  prepare?(store: StoreCopy, due: number): Promise<void>;
}

const day = 86_400_000;

const duties: readonly Duty[] = [
  {
    id: 'r',
    title: 'expiring one verification, as the store grows',
    counter: /^realname_verification_changes_total{[^}]*cause="TIMED_OUT"[^}]*} (\d+)/gm,
    prepare: ({ folder }, overdue) =>
      seedStore(join(folder, 'realname.db'), { finished: 0, awaited: 0, overdue }),
  },
  {
    id: 's',
    title: 'destroying the data of one verification whose retention is over, as the store grows; all are due',
    counter: /^realname_retention_redacted_total (\d+)/gm,
    env: { RETENTION_DAYS: String(Math.floor((Date.now() - Date.parse('2025-04-01T00:00:00.000Z')) / day)) },
  },
];

/** (r) and (s): what a duty costs for each item. The duty begins by itself when the service starts, and has more to do. */
export const dutyScenarios: readonly Scenario[] = duties.map((duty) => ({
  id: duty.id,
  async run(bench) {
    const { short, rounds } = bench.options;
    const sizes = short ? [100, 200] : [1000, 1_000_000];
    // A larger store has more that is due, so that its first looks at cold pages are not all that is measured.
    const dueIn = (size: number) => (short ? 100 : Math.min(size, 20_000));
    bench.say(`\n(${duty.id}) `);
    const ofSize = async (size: number): Promise<[string, Round[]]> => {
      const due = dueIn(size);
      const inRound = Math.floor(due / (rounds + 1));
      const store = await bench.store({ finished: duty.prepare ? size - due : size, awaited: 0 });
      await duty.prepare?.(store, due);
      const server = await startOursOn(bench, store, duty.env);
      const found = await roundsOf(bench, server, duty, { due: duty.prepare ? due : size, inRound });
      await server.child.end();
      return [`${size.toLocaleString('en')} rows`, found];
    };
    // A service waits some seconds before its first round of duties: in the short form all wait together.
    const results: [string, Round[]][] = short ? await Promise.all(sizes.map(ofSize)) : [];
    if (!short) for (const size of sizes) results.push(await ofSize(size));
    return [resultOf(duty.id, duty.title, [cpuColumn], new Map(results), 'this / first')];
  },
}));

/** Parts of the work, each of about `inRound` items, until all that is due is done. The first part is the warm-up. */
async function roundsOf(
  bench: Bench,
  server: Server,
  { counter }: Duty,
  { due, inRound }: { readonly due: number; readonly inRound: number },
): Promise<Round[]> {
  const rounds: Round[] = [];
  const look = async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const done = [...text.matchAll(counter)].reduce((sum, [, count]) => sum + Number(count), 0);
    const { cpuMs } = await server.child.usage();
    return { done, cpuMs, at: performance.now() };
  };
  // Without a warm-up, in the short form, the start of the service counts as well.
  let before: Look = { done: 0, cpuMs: 0, at: performance.now() };
  const { short } = bench.options;
  const pauseMs = short ? 200 : 20;
  const warm = await lookFrom(look, short ? 0 : inRound, pauseMs);
  if (!short && warm.done < due) before = warm;
  while (rounds.length < bench.options.rounds && before.done < due) {
    const after = await lookFrom(look, Math.min(before.done + inRound, due), pauseMs);
    const done = after.done - before.done;
    rounds.push({
      'rows/s': (done * 1000) / (after.at - before.at),
      [cpuColumn]: (after.cpuMs - before.cpuMs) / done,
    });
    before = after;
    bench.say('.');
  }
  return rounds;
}

interface Look {
  readonly done: number;
  readonly cpuMs: number;
  readonly at: number;
}

async function lookFrom(look: () => Promise<Look>, least: number, pauseMs: number): Promise<Look> {
  for (;;) {
    const seen = await look();
    if (seen.done >= least) return seen;
    await pause(pauseMs);
  }
}
