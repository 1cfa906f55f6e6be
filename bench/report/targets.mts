import type { Result, ServerResult } from './result.mts';
import { line, shown } from './table.mts';

/** The targets of this service. */
interface Target {
  /** Id of the result. */
  readonly id: string;
  readonly figure: string;
  /** Null if the result does not have the figure. */
  read(result: Result): number | null;
  readonly limit: number;
  readonly isLeast?: boolean;
}

export interface Reached {
  readonly id: string;
  readonly figure: string;
  readonly target: string;
  readonly reached: number;
  readonly isMet: boolean;
}

const cpu = 'CPU ms/op';
const ours = (result: Result, column: string) => result.servers[0]?.figures[column]?.median ?? null;
const to = (result: Result, server: string, column: string) =>
  result.servers.find((one: ServerResult) => one.server === server)?.ratios[column] ?? null;

function cpuTo(id: string, server: string, limit: number): Target {
  return { id, figure: `CPU per operation, × ${server}`, read: (result) => to(result, server, cpu), limit };
}

/** The last row against the first. */
function cpuGrown(id: string, first: string, limit: number): Target {
  const last = (result: Result) => result.servers.at(-1)?.ratios[cpu] ?? null;
  return { id, figure: `CPU per operation, × ${first}`, read: last, limit };
}

const targets: readonly Target[] = [
  cpuTo('a', 'Mercurius + JIT', 0.85),
  cpuTo('b 1000', 'Mercurius + JIT', 0.7),
  cpuTo('b nested', 'Mercurius + JIT', 1),
  cpuTo('c', 'Mercurius + JIT', 0.6),
  cpuTo('d', 'Mercurius + JIT', 1.5),
  cpuTo('e closed 1', 'Fastify + node:sqlite', 1.8),
  {
    id: 'e closed 64',
    figure: 'pushes/s, × Fastify + node:sqlite',
    read: (result) => to(result, 'Fastify + node:sqlite', 'op/s'),
    limit: 1.1,
    isLeast: true,
  },
  {
    id: 'f',
    figure: 'p99 ms after the acknowledgement',
    read: (result) => ours(result, 'from acknowledgement, p99 ms'),
    limit: 25,
  },
  { id: 'g', figure: 'KiB per socket', read: (result) => ours(result, 'KiB/socket'), limit: 25 },
  { id: 'g', figure: 'events lost', read: (result) => ours(result, 'lost'), limit: 0 },
  {
    id: 'h',
    figure: 'time until all have it, × bare ws',
    read: (result) => to(result, 'bare ws, broadcast', 'all have it ms'),
    limit: 2,
  },
  { id: 'i', figure: 'ms from start to ready', read: (result) => ours(result, 'ready ms'), limit: 420 },
  cpuTo('j a', 'Mercurius + JIT', 1.3),
  cpuTo('j b', 'Mercurius + JIT', 1.3),
  cpuTo('j c', 'Mercurius + JIT', 1.3),
  cpuGrown('k a', 'the smallest store', 1.3),
  cpuGrown('k b', 'the smallest store', 1.3),
  cpuGrown('n', 'the smallest store', 1.3),
  cpuGrown('l', 'the same without a judgement', 1.15),
  {
    id: 'm closed 64',
    figure: 'pushes/s, × the same without the log',
    read: (result) => to(result, 'with the log', 'op/s'),
    limit: 0.97,
    isLeast: true,
  },
  cpuGrown('o', 'the mutation that it chose', 1.5),
  {
    id: 'p',
    figure: 'p99 ms after the acknowledgement',
    read: (result) =>
      Math.max(...result.servers.map(({ figures }) => figures['in the feed, p99 ms']?.median ?? 0)),
    limit: 250,
  },
  {
    id: 'q pushes',
    figure: 'pushes/s, × the same without a destination',
    read: (result) => to(result, 'with a dead destination', 'op/s'),
    limit: 0.9,
    isLeast: true,
  },
  {
    id: 'q catch-up',
    figure: 'deliveries/s while pushes flow',
    read: (result) => ours(result, 'deliveries/s'),
    limit: 500,
    isLeast: true,
  },
  {
    id: 'q catch-up',
    figure: 'pushes/s while catching up, × no backlog',
    read: (result) => to(result, 'no backlog', 'op/s'),
    limit: 0.9,
    isLeast: true,
  },
  {
    id: 'r',
    figure: 'expired/s',
    read: (result) => ours(result, 'rows/s'),
    limit: 1000,
    isLeast: true,
  },
  cpuGrown('r', 'the smallest store', 1.3),
  cpuGrown('s', 'the smallest store', 1.3),
  cpuTo('t a', 'Mercurius + JIT', 1),
  cpuTo('t b', 'Mercurius + JIT', 1),
  cpuTo('t nested', 'Mercurius + JIT', 1),
  cpuTo('t c', 'Mercurius + JIT', 1),
];

/** The targets of the scenarios that were run. */
export function reachedTargets(results: readonly Result[]): readonly Reached[] {
  return targets.flatMap(({ id, figure, read, limit, isLeast = false }) => {
    const result = results.find((one) => one.id === id);
    const reached = result ? read(result) : null;
    if (reached === null) return [];
    const isMet = isLeast ? reached >= limit : reached <= limit;
    return [{ id, figure, target: `${isLeast ? '≥' : '≤'} ${limit}`, reached, isMet }];
  });
}

/** As a Markdown table. */
export function targetTable(reached: readonly Reached[]): string {
  return [
    '### Targets',
    '',
    line(['', 'figure', 'target', 'reached', '']),
    line(['---', '---', '---:', '---:', '---']),
    ...reached.map(({ id, figure, target, reached: value, isMet }) =>
      line([id, figure, target, shown(value), isMet ? 'met' : 'not met']),
    ),
    '',
  ].join('\n');
}
