import { Client } from 'pg';
import { openWebhookReceiver } from '../../support/webhook-receiver';
import { phoneOf, pushesOf, startCases } from '../frame/cases';
import type { Fault } from '../frame/fault';
import { pushUntilAcknowledged } from '../frame/pushing';
import { createDestination } from './destination';
import { FeedFollower, type FeedItem, FeedReader, readAll } from './feed-readers';
import { openRebinding } from './rebinding';

/** Many: the changes of one account wait for each other, and only commits that overlap put the order to the test. */
const sizes = {
  short: { accounts: 10, pushesEach: 8, killPauseMs: 500 },
  long: { accounts: 25, pushesEach: 200, killPauseMs: 2000 },
} as const;
const casesEach = 2;
/** Long enough for a lease of a killed process to end, and for every delivery to be tried again. */
const patienceMs = 120_000;

const nameOf = ({ id, version }: FeedItem) => `${id}.${version}`;

/** The feed and the deliveries of two replicas, one of which is killed every two seconds. */
export const fault: Fault = {
  title: 'the feed and webhooks, a replica killed every 2 s',
  what: 'Pushes are split between two replicas on one PostgreSQL; every two seconds one of them, alternately, is killed (-9) and started again. Three readers page through the feed from their own cursors in pages of random size, two follow it by subscription, and all die at random and go on from what they had. Two receivers take webhooks; one of them refuses at random, breaks the connection before or after it has taken the event, or redirects to a third. A fourth address is a name that was public when the destination was created and leads to this machine since; the third and the fourth must get nothing. The feed must have no hole, no repeat and no change from any cursor, and every event must be delivered at least once and in order within its verification.',
  stores: ['postgresql'],
  rounds: { short: 1, long: 40 },
  async run(context) {
    const { ledger, random, form } = context;
    const { accounts, pushesEach, killPauseMs } = sizes[form];
    const names = ['one', 'two'];
    const env: Record<string, string> = {
      WEBHOOK_RETRY_SECONDS: '0,0,1,1,1,1,1,1',
      WEBHOOK_FAILING_RETRY_SECONDS: '1',
    };
    const rebinding = await openRebinding(context.folder);
    Object.assign(env, rebinding.env);
    const services = await Promise.all(names.map((name) => context.start(env, name)));
    const urlOf = (index: number) => services[index % services.length]?.url ?? '';

    const steady = await openWebhookReceiver();
    const moody = await openWebhookReceiver();
    const trap = await openWebhookReceiver();
    for (const receiver of [steady, moody]) {
      const taken = new Set<string>();
      receiver.answer(({ event }) => {
        const version = Number(event.data['version']);
        if (version > 1 && !taken.has(`${event.subject}.${version - 1}`)) {
          ledger.regressed(`${event.id} came to a receiver before its predecessor was taken`);
        }
        if (receiver === moody && random.happens(0.1)) {
          return random.happens(0.5) ? { status: 500 } : { status: 307, headers: { location: trap.url } };
        }
        if (receiver === moody && random.happens(0.05)) return 'cut';
        taken.add(event.id);
        if (receiver === moody && random.happens(0.05)) return 'cut';
        return { status: 204 };
      });
      await createDestination(urlOf(0), receiver.url);
    }
    await createDestination(urlOf(0), rebinding.url);
    rebinding.rebind();
    const readers = [1, 2, 3].map(
      () =>
        new FeedReader({
          urlOf: () => urlOf(random.int(0, 1)),
          sizeOf: () => random.int(1, 50),
          dies: () => random.happens(0.1),
        }),
    );
    const followers = [0, 1].map(() => new FeedFollower(() => urlOf(random.int(0, 1))));
    const cases = (
      await Promise.all(
        Array.from({ length: accounts }, (_, account) => {
          const phones = Array.from({ length: casesEach }, (_, index) =>
            phoneOf(account * casesEach + index),
          );
          return startCases(context, urlOf(account), `account-${account}`, phones);
        }),
      )
    ).flat();
    const pushes = random.shuffle(pushesOf(cases, pushesEach));
    const part = Math.ceil(pushes.length / context.rounds);
    for (const round of context.eachRound()) {
      const some = pushes.slice((round - 1) * part, round * part);
      const pushing = pushUntilAcknowledged(ledger, () => urlOf(random.int(0, 1)), some);
      await new Promise((resolve) => setTimeout(resolve, random.int(killPauseMs / 2, killPauseMs)));
      const killed = round % services.length;
      services[killed]?.kill('SIGKILL');
      random.pick(followers).die();
      await services[killed]?.exited;
      services[killed] = await context.start(env, names[killed]);
      await pushing;
    }

    await everyEventPlaced(context.databaseUrl);
    for (const reader of [...readers, ...followers]) await reader.stop();
    const feed = await readAll(urlOf(0));
    compare(feed, await readAll(urlOf(1)), (name) => ledger.regressed(`the feed of two replicas: ${name}`));
    checkVersions(feed, ledger);
    for (const reader of [...readers, ...followers]) {
      const seen = [...reader.seen, ...(await readAll(urlOf(1), reader.seen.at(-1)?.cursor))];
      compare(feed, seen, (name) => ledger.lost(`reader: ${name}`));
    }
    for (let n = 0; n < 20 && feed.length > 0; n += 1) {
      const place = random.int(0, feed.length - 1);
      const rest = await readAll(urlOf(n), feed[place]?.cursor);
      compare(feed.slice(place + 1), rest, (name) => ledger.regressed(`from a cursor: ${name}`));
    }
    for (const receiver of [steady, moody]) await checkDeliveries(feed, receiver, ledger);
    for (const { event } of trap.received) ledger.regressed(`${event.id} followed a redirect`);
    if (rebinding.connections > 0) ledger.regressed('a connection to a name that turned private');
    await Promise.all([steady, moody, trap, rebinding].map((receiver) => receiver.close()));
    await ledger.check(urlOf(0));
    return ledger.counts(context.rounds);
  },
};

/** Resolves when no committed event waits for its place any more. */
async function everyEventPlaced(databaseUrl: string): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    const waits = async () => (await client.query('select 1 from event_waiting limit 1')).rowCount !== 0;
    while (await waits()) await new Promise((resolve) => setTimeout(resolve, 50));
  } finally {
    await client.end();
  }
}

type Ledger = Parameters<Fault['run']>[0]['ledger'];

function compare(
  expected: readonly FeedItem[],
  seen: readonly FeedItem[],
  differs: (name: string) => void,
): void {
  for (let place = 0; place < Math.max(expected.length, seen.length); place += 1) {
    const [one, other] = [expected[place], seen[place]];
    if (one?.cursor === other?.cursor && one?.version === other?.version) continue;
    differs(`${place}: ${one ? nameOf(one) : 'nothing'} and ${other ? nameOf(other) : 'nothing'}`);
    return;
  }
}

/** The versions of each verification rise by one along the feed. */
function checkVersions(feed: readonly FeedItem[], ledger: Ledger): void {
  const last = new Map<string, number>();
  for (const { id, version } of feed) {
    const expected = (last.get(id) ?? 0) + 1;
    if (version > expected) ledger.lost(`${id}.${expected} in the feed`);
    if (version < expected) ledger.doubled(`${id}.${version} in the feed`);
    last.set(id, version);
  }
}

async function checkDeliveries(
  feed: readonly FeedItem[],
  receiver: Awaited<ReturnType<typeof openWebhookReceiver>>,
  ledger: Ledger,
): Promise<void> {
  const expected = new Set(feed.map(nameOf));
  const deadline = Date.now() + patienceMs;
  const missing = () => [...expected].filter((name) => !new Set(receiver.taken).has(name));
  // What was found already is enough to fail, and a hole in the feed can be one at the receivers for good.
  while (missing().length > 0 && ledger.faults.length === 0 && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 50));
  for (const name of missing()) ledger.lost(`${name} at a receiver`);
}
