import { join } from 'node:path';
import { startTestApp, type TestApp } from '../../support/app';
import { openFakeUcenter } from '../../support/fake-ucenter';
import { askAs } from '../frame/ask';
import { type Case, phoneOf, pushesOf, sendPush, startCases } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';
import { tokensAndTries } from './clock-tokens';
import { type JumpingClock, jumpingClock } from './jumping-clock';

const hourMs = 3_600_000;
const ttlMs = 24 * hourMs;

/** The clock of the service jumps, forward and back, while pushes come and the sweeper works. */
export const fault: Fault = {
  title: 'clock jumps',
  what: 'The clock of the service jumps back by hours and forward by days between pushes, while the jobs run every few milliseconds. Versions and the order of pushes must be unaffected; verifications must expire exactly when their time has come by that clock; a clock that went back must not undo an approval. Provider tokens and rate limits must be right again within their own time.',
  stores: ['sqlite', 'postgresql'],
  rounds: { short: 2, long: 30 },
  async run(context) {
    const clock = jumpingClock();
    const ucenter = await openFakeUcenter();
    const app = await startTestApp({
      env: {
        ...context.env,
        ...ucenter.env,
        INBOX_PATH: join(context.folder, 'clock.inbox'),
        PENDING_TTL_SECONDS: String(ttlMs / 1000),
        ATTEMPTS_PER_TARGET: '3',
      },
      now: clock.now,
      sweepPauseMs: 10,
    });
    try {
      for (const round of context.eachRound()) {
        clock.reset();
        await jumpAmongPushes(context, app, clock, round);
      }
      clock.reset();
      await tokensAndTries(context.ledger, app, clock, ucenter);
      return context.ledger.counts(context.rounds);
    } finally {
      await app.close();
      await ucenter.close();
    }
  },
};

async function jumpAmongPushes(
  context: FaultContext,
  app: TestApp,
  clock: JumpingClock,
  round: number,
): Promise<void> {
  const { random, ledger } = context;
  const guid = `account-${round}`;
  const phones = Array.from({ length: 6 }, (_, index) => phoneOf(round * 10 + index));
  const cases = await startCases(context, app.url, guid, phones);
  const [waiting, pushed] = [cases.slice(0, 2), cases.slice(2)];
  const follower = ledger.follow(guid);
  await follower.connect(app.url);

  for (const push of random.shuffle(pushesOf(pushed, 6))) {
    if (random.int(0, 2) === 0) clock.set(random.int(-8, 8) * hourMs);
    await sendPush(ledger, app.url, push);
  }
  await expectStatuses(context, app, guid, waiting, 'AWAITING_USER');

  clock.set(-8 * hourMs + ttlMs * 2);
  const due = new Date();
  while ((await readAll(app, guid, waiting)).some(({ status }) => status !== 'EXPIRED')) {
    if (Date.now() - due.getTime() > patienceMs) {
      ledger.lost(`expiry in round ${round}`);
      break;
    }
  }
  await expectStatuses(context, app, guid, pushed, 'APPROVED');

  clock.set(-3 * ttlMs);
  await expectStatuses(context, app, guid, waiting, 'EXPIRED');
  // The provider's word, not our clock, is what counts for the order.
  for (const of of cases) for (const n of [8, 7]) await sendPush(ledger, app.url, { of, n });
  await expectStatuses(context, app, guid, cases, 'APPROVED');

  for (const verification of await readAll(app, guid, cases)) {
    for (const { cause, recordedAt } of verification.history) {
      const time = Date.parse(recordedAt);
      if (!clock.hasShown(time)) ledger.regressed(`${verification.id} recorded at ${recordedAt}`);
      const isEarly = cause === 'TIMED_OUT' && time < Date.parse(verification.createdAt) + ttlMs;
      if (isEarly) ledger.regressed(`${verification.id} expired too early`);
    }
  }
  await ledger.check(app.url, [guid]);
  await follower.stop();
}

/** What a sweep may take on a busy machine. */
const patienceMs = 20_000;

async function expectStatuses(
  { ledger }: FaultContext,
  app: TestApp,
  guid: string,
  cases: readonly Case[],
  expected: string,
): Promise<void> {
  for (const { id, status } of await readAll(app, guid, cases)) {
    if (status !== expected) ledger.regressed(`${id} is ${status}, not ${expected}`);
  }
}

interface Read {
  readonly id: string;
  readonly status: string;
  readonly createdAt: string;
  readonly history: readonly { readonly cause: string; readonly recordedAt: string }[];
}

const readQuery =
  'query ($id: ID!) { verification(id: $id) { id status createdAt history { cause recordedAt } } }';

function readAll({ url }: TestApp, guid: string, cases: readonly Case[]): Promise<Read[]> {
  return Promise.all(
    cases.map(async ({ id }) => {
      const { verification } = await askAs<{ verification: Read }>(url, guid, readQuery, { id });
      return verification;
    }),
  );
}
