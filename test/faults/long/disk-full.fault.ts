import type { ServiceProcess } from '../../support/process';
import { phoneOf, pushesOf, sendPush, startCase } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';
import type { Follower } from '../frame/follower';
import { postgresOnSmallDisk, type StoreOnSmallDisk, sqliteOnSmallDisk } from './full-disk-stores';
import { inboxEmptied, metricOf } from './look';
import { checkAskedOnce, startUntilAnswered } from './persistent-client';

const casesEach = 4;
const pushesEach = 6;

/** The disk under the database fills up while pushes come, and has space again later. */
export const fault: Fault = {
  title: 'disk full',
  what: 'The database is on a small disk that is filled to a random point while pushes and starts arrive. A push that is durable neither in the store nor in the inbox must not be acknowledged; with the inbox on another disk every push must be. The service must stay up, and recover without help once there is space.',
  stores: ['sqlite', 'postgresql'],
  rounds: { short: 2, long: 40 },
  async run(context) {
    const store =
      context.store === 'sqlite' ? sqliteOnSmallDisk(context) : await postgresOnSmallDisk(context);
    try {
      // The first half of the rounds with the inbox on the same disk, where that makes sense.
      const half = store.withInboxBeside ? Math.floor(context.rounds / 2) : 0;
      if (store.withInboxBeside) {
        const service = await context.start(store.withInboxBeside);
        const refused = await fillAgainAndAgain(context, store, service, 1, half);
        if (refused === 0 && context.ledger.faults.length === 0) throw new Error('the disk was never full');
        service.kill('SIGTERM');
        await service.exited;
      }
      const service = await context.start(store.withInboxApart);
      const refused = await fillAgainAndAgain(context, store, service, half + 1, context.rounds);
      if (refused > 0) context.ledger.lost(`${refused} pushes that the inbox could have kept`);
      const kept = await metricOf(service.url, 'realname_pushes_total{provider="ONENET",result="kept"}');
      if (kept === 0) throw new Error('the disk was never full while the inbox lay apart');
      return context.ledger.counts(context.rounds);
    } finally {
      await store.close();
    }
  },
};

/** How many pushes were not acknowledged; in the end, everything is compared with what was. */
async function fillAgainAndAgain(
  context: FaultContext,
  store: StoreOnSmallDisk,
  service: ServiceProcess,
  first: number,
  last: number,
): Promise<number> {
  const { ledger } = context;
  const followers: Follower[] = [];
  let refused = 0;
  for (let round = first; round <= last; round += 1) {
    refused += await fillOnce(context, store, service, round);
    followers.push(ledger.follow(`account-${round}`));
  }
  await inboxEmptied(service.url);
  await Promise.all(followers.map((follower) => follower.connect(service.url)));
  await ledger.check(
    service.url,
    followers.map(({ guid }) => guid),
  );
  await Promise.all(followers.map((follower) => follower.stop()));
  return refused;
}

/** How many pushes were not acknowledged while the disk was full. */
async function fillOnce(
  context: FaultContext,
  { disk, recover }: StoreOnSmallDisk,
  service: ServiceProcess,
  round: number,
): Promise<number> {
  const { random, ledger } = context;
  const guid = `account-${round}`;
  const phones = Array.from({ length: casesEach }, (_, index) => phoneOf(round * 100 + index));
  const starting = phones.map((phone) => startUntilAnswered(context, service.url, guid, phone));
  const cases = (await Promise.all(starting)).filter((one) => one !== null);
  const pushes = random.shuffle(pushesOf(cases, pushesEach));
  const early = pushes.splice(0, random.int(0, 4));

  const sendAll = (some: typeof pushes) =>
    Promise.all(some.map((push) => sendPush(ledger, service.url, push)));
  const underWay = sendAll(early);
  disk.fill(random.int(0, 3) * 8192);
  const answers = [...(await underWay), ...(await sendAll(pushes))];
  const late = phoneOf(round * 100 + casesEach);
  await startCase(context, service.url, guid, late).catch(() => null);
  const alive = await fetch(`${service.url}/healthz`);
  if (alive.status !== 200) ledger.lost(`the service in round ${round}`);
  disk.free();
  await recover();

  for (const push of [...early, ...pushes]) {
    if (!ledger.isAcknowledged(push) && !(await sendPush(ledger, service.url, push))) {
      ledger.lost(`repeat of push ${push.n} of ${push.of.id}`);
    }
  }
  await startUntilAnswered(context, service.url, guid, late);
  checkAskedOnce(context, late);
  return answers.filter((isAcknowledged) => !isAcknowledged).length;
}
