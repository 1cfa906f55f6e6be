import { setTimeout as pause } from 'node:timers/promises';
import { cpuColumn, inTurn, loadRound } from '../measure/compare.mts';
import { type Round, resultOf } from '../report/result.mts';
import { Receiver } from '../servers/receiver.mts';
import type { Server } from '../servers/server.mts';
import { startOursOn } from './reads.mts';
import type { Scenario } from './scenario.mts';

/** (q) What a destination that never answers costs the intake of pushes, and how fast it catches up afterwards. */
export const webhooksScenario: Scenario = {
  id: 'q',
  async run(bench) {
    const { short } = bench.options;
    const awaited = short ? 50 : 20_000;
    const perSecond = short ? 100 : 300;
    const receiver = await Receiver.start();
    bench.onEnd(() => receiver.close());
    await receiver.be('silent');
    const size = { finished: 50, awaited };
    const without = { ...(await startOursOn(bench, await bench.store(size))), name: 'no destination' };
    const dead = { ...(await startOursOn(bench, await bench.store(size))), name: 'with a dead destination' };
    const destination = await createDestination(dead, receiver.url);

    bench.say('\n(q pushes) ');
    const source = { kind: 'pushes', first: 0, count: awaited } as const;
    const pushed = await inTurn(bench, [without, dead], (server, seconds) =>
      loadRound(bench, server, seconds, { kind: 'closed-loop', source, connections: 64 }),
    );
    const title = 'durable push intake with a destination that never answers, 64 at a time';
    const pushes = resultOf('q pushes', title, ['op/s', cpuColumn], pushed, 'this / first');

    bench.say('\n(q catch-up) ');
    await receiver.be('takes');
    await ask(
      dead,
      'mutation ($input: UpdateEventDestinationInput!) { updateEventDestination(input: $input) { destination { id } } }',
      {
        input: { id: destination, paused: false },
      },
    );
    const alone = await deliveries(receiver, () => pause(bench.options.seconds * 1000));
    const flow = { kind: 'open-loop', source, connections: 32, perSecond } as const;
    const catchingUp: Round[] = [];
    // Not in turn with the other server, and without a warm-up: meanwhile nothing would be left to catch up with.
    do {
      let figures: Round = {};
      const rate = await deliveries(receiver, async () => {
        figures = withoutCpu(await loadRound(bench, dead, bench.options.seconds, flow));
      });
      catchingUp.push({ ...rate, ...figures });
      bench.say('.');
    } while (catchingUp.length < bench.options.rounds && (await backlogOf(dead)) > 0);
    const idle = await inTurn(bench, [{ ...without, name: 'no backlog' }], async (server, seconds) =>
      withoutCpu(await loadRound(bench, server, seconds, flow)),
    );
    const results = new Map<string, readonly Round[]>([
      ['catching up', catchingUp],
      ...idle,
      ['catching up, no pushes', [alone]],
    ]);
    const caughtTitle = `catching up after an outage, while ${perSecond} pushes/s flow`;
    return [pushes, resultOf('q catch-up', caughtTitle, ['op/s'], results)];
  },
};

/** Deliveries that the receiver takes in a second, while something is done. */
async function deliveries(receiver: Receiver, during: () => Promise<unknown>): Promise<Round> {
  const before = await receiver.taken();
  const since = performance.now();
  await during();
  return { 'deliveries/s': (((await receiver.taken()) - before) * 1000) / (performance.now() - since) };
}

function withoutCpu({ [cpuColumn]: _, ...figures }: Round): Round {
  return figures;
}

async function backlogOf(server: Server): Promise<number> {
  const { eventDestinations } = await ask<{ eventDestinations: readonly { backlog: number }[] }>(
    server,
    '{ eventDestinations { backlog } }',
    {},
  );
  return eventDestinations.reduce((sum, { backlog }) => sum + backlog, 0);
}

async function createDestination(server: Server, url: string): Promise<string> {
  const { createEventDestination } = await ask<{
    createEventDestination: { destination: { id: string } | null; inputErrors: unknown };
  }>(
    server,
    'mutation ($input: CreateEventDestinationInput!) { createEventDestination(input: $input) { destination { id } inputErrors { message } } }',
    { input: { url } },
  );
  const { destination, inputErrors } = createEventDestination;
  if (!destination) throw new Error(`No destination was created: ${JSON.stringify(inputErrors)}`);
  return destination.id;
}

async function ask<Data>(server: Server, query: string, variables: object): Promise<Data> {
  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data?: Data; errors?: unknown };
  if (!data) throw new Error(`${server.name} answered ${JSON.stringify(errors)}`);
  return data;
}
