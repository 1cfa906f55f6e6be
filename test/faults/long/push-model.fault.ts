import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { acknowledgement, pushTo, samplePush, sampleTime } from '../../support/onenet-push';
import { askAs } from '../frame/ask';
import { type Case, phoneOf, startCase } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';

/** One of the pushes of a verification. Times are seconds, and may be the same for several. */
interface Push {
  readonly auditStatus: string;
  readonly time: number;
}

interface Delivery {
  /** Which of the pushes. */
  readonly index: number;
  readonly replica: number;
  /** Whether it is sent without waiting for the one before. */
  readonly isHasty: boolean;
}

const push = fc.record({
  auditStatus: fc.constantFrom('0', '1', '2', '3', '4'),
  time: fc.integer({ min: 1, max: 5 }),
});

/** Pushes, and a delivery of each of them up to three times, in any order, to either replica. */
const plan = fc
  .array(fc.record({ push, times: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 7 })
  .chain((entries) => {
    const copies = entries.flatMap(({ times }, index) => Array.from({ length: times }, () => index));
    const all = { minLength: copies.length, maxLength: copies.length };
    return fc.record({
      pushes: fc.constant(entries.map((entry) => entry.push)),
      order: fc.shuffledSubarray(copies, all),
      replicas: fc.array(fc.nat(1), all),
      hastes: fc.array(fc.boolean(), all),
    });
  });

/** What pushes make of a verification must not depend on how they come. */
export const fault: Fault = {
  title: 'pushes twice, late and out of order',
  what: 'Sequences made by fast-check: any set of OneNET pushes is delivered with repeats, in any order, concurrently or one by one, and on PostgreSQL split over two replicas. The verification must end like one that got the same set once and in order, with the same history, and a follower on each replica must see every version once and in order.',
  stores: ['sqlite', 'postgresql'],
  rounds: { short: 20, long: 300 },
  async run(context) {
    const { random, ledger, rounds } = context;
    const first = (await context.start()).url;
    const urls = [first, context.store === 'postgresql' ? (await context.start({}, 'other')).url : first];
    let run = 0;
    let sent = 0;
    const property = fc.asyncProperty(plan, async ({ pushes, order, replicas, hastes }) => {
      run += 1;
      const guid = `account-${run}`;
      const [model, tried] = [
        await started(context, first, guid, 2 * run),
        await started(context, first, guid, 2 * run + 1),
      ];
      const followers = urls.map(() => ledger.follow(guid));
      await Promise.all(followers.map((follower, index) => follower.connect(urls[index] ?? first)));

      const inOrder = [...pushes.keys()].sort((a, b) => (pushes[a]?.time ?? 0) - (pushes[b]?.time ?? 0));
      const once = inOrder.map((index): Delivery => ({ index, replica: 0, isHasty: false }));
      const wild = order.map(
        (index, n): Delivery => ({
          index,
          replica: replicas[n] ?? 0,
          isHasty: hastes[n] ?? false,
        }),
      );
      await deliver(urls, model, pushes, once);
      await deliver(urls, tried, pushes, wild);
      sent += pushes.length * 2;

      await ledger.check(first, [guid]);
      deepEqual(ledger.faults, []);
      const [expected, found] = [await read(first, guid, model), await read(first, guid, tried)];
      deepEqual(found.state, expected.state);
      deepEqual(found.told, expected.told);
      deepEqual(found.last, expected.last);
      await Promise.all(followers.map((follower) => follower.stop()));
    });
    await fc.assert(property, { numRuns: rounds, seed: random.int(1, 2 ** 31 - 1), endOnFailure: true });
    return { ...ledger.counts(rounds), pushes: sent, acknowledged: sent };
  },
};

async function started(context: FaultContext, url: string, guid: string, n: number): Promise<Case> {
  const one = await startCase(context, url, guid, phoneOf(n));
  if (!one) throw new Error('OneNET did not answer');
  return one;
}

async function deliver(
  urls: readonly string[],
  to: Case,
  pushes: readonly Push[],
  deliveries: readonly Delivery[],
): Promise<void> {
  const underWay: Promise<void>[] = [];
  for (const { index, replica, isHasty } of deliveries) {
    if (!isHasty) await Promise.all(underWay.splice(0));
    const { auditStatus = '', time = 0 } = pushes[index] ?? {};
    const body = samplePush(to, {
      auditStatus,
      responseTime: sampleTime + time * 1000,
      transactionID: `23003020200404161716${String(index).padStart(4, '0')}`,
    });
    const address = new URL(new URL(to.callbackUrl).pathname, urls[replica]);
    underWay.push(pushTo(address.href, body).then((answer) => equal(answer.body, acknowledgement)));
  }
  await Promise.all(underWay);
}

interface History {
  readonly status: string;
  readonly secondInspection: string | null;
  readonly occurredAt: string;
  readonly cause: string;
  readonly message: string | null;
}

const query = `query ($id: ID!) {
  verification(id: $id) {
    status secondInspection decidedAt
    references { transactionId }
    subject { realName identityNo }
    failure { code message providerCode providerMessage }
    auditInfo { auditStatus auditMessage transactionId responseTime custName custCertNo }
    history { status secondInspection occurredAt cause message }
  }
}`;

/** What must be the same however the pushes came: the state, what was told, and where the history ends. */
async function read(url: string, guid: string, { id }: Case) {
  const { verification } = await askAs<{ verification: { history: History[]; status: string } }>(
    url,
    guid,
    query,
    { id },
  );
  const { history, ...state } = verification;
  const last = history.at(-1);
  const told = history
    .filter(({ cause }) => cause === 'PROVIDER_CALLBACK')
    .map(({ occurredAt, message }) => `${occurredAt} ${message}`)
    .sort();
  return { state, told, last: { status: last?.status, secondInspection: last?.secondInspection } };
}
