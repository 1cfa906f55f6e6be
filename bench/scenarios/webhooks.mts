import { cpuColumn, inTurn, loadRound } from '../measure/compare.mts';
import { type Round, resultOf } from '../report/result.mts';
import { Receiver } from '../servers/receiver.mts';
import type { Server } from '../servers/server.mts';
import { startOursOn } from './reads.mts';
import type { Bench, Scenario } from './scenario.mts';

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
    const catchingUp = { ...dead, name: 'catching up' };
    const idle = { ...without, name: 'no backlog' };
    const flow = { kind: 'open-loop', source, connections: 32, perSecond } as const;
    const caught = await inTurn(bench, [catchingUp, idle], async (server, seconds) => {
      const before = await receiver.taken();
      const round = await loadRound(bench, server, seconds, flow);
      const { [cpuColumn]: _, ...figures } = round;
      const taken = (await receiver.taken()) - before;
      return server === idle ? figures : { 'deliveries/s': taken / seconds, ...figures };
    });
    const alone: Round[] = [];
    for (let n = 0; n < bench.options.rounds; n += 1) alone.push(await deliveries(bench, receiver));
    const results = new Map<string, readonly Round[]>([...caught, ['catching up, no pushes', alone]]);
    const caughtTitle = `catching up after an outage, while ${perSecond} pushes/s flow`;
    return [pushes, resultOf('q catch-up', caughtTitle, ['op/s'], results)];
  },
};

async function deliveries({ options }: Bench, receiver: Receiver): Promise<Round> {
  const before = await receiver.taken();
  const since = performance.now();
  await new Promise((resolve) => setTimeout(resolve, options.seconds * 1000));
  return { 'deliveries/s': (((await receiver.taken()) - before) * 1000) / (performance.now() - since) };
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
