import { phoneOf, pushesOf, startCases } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Follower } from '../frame/follower';
import { inboxEmptied } from '../frame/metrics';
import { pushUntilAcknowledged } from '../frame/pushing';

const casesEach = 6;
const pushesEach = 5;
/** A lease of a killed process, a look-back and a repeat of a push fit into it. */
const patienceMs = 30_000;

export interface RoundOptions {
  /** The addresses of the replicas; asked before every request, because a replica can move. */
  readonly urls: () => readonly string[];
  /** Which round it is: it has an account of its own. */
  readonly round: number;
  readonly casesEach?: number;
  readonly pushesEach?: number;
  /** The replicas that take the pushes; by default all. */
  readonly pushedTo?: () => readonly string[];
  /** What goes wrong, while pushes arrive; returns how long everything took to work again. */
  readonly fault: (work: Work) => Promise<number>;
}

/** The work of one round, while something goes wrong. */
export interface Work {
  readonly guid: string;
  /** One follower at each replica. */
  readonly followers: readonly Follower[];
  /** Starts one more verification of the account. Rejects if that fails. */
  start(url: string): Promise<void>;
  /** Resolves when every push was acknowledged. */
  pushed(): Promise<void>;
  /** Sends every push once more, as a provider does that missed the acknowledgement. */
  pushAgain(): Promise<void>;
}

/** Starts verifications, follows them at every replica, and pushes to any of them while something goes wrong. */
export async function roundOfWork(context: FaultContext, options: RoundOptions): Promise<number> {
  const { ledger, random } = context;
  const { urls, round } = options;
  const guid = `account-${round}`;
  const count = options.casesEach ?? casesEach;
  const first = urls()[0] ?? '';
  const phones = Array.from({ length: count }, (_, index) => phoneOf(round * 1000 + index));
  const cases = await startCases(context, first, guid, phones);
  const followers = urls().map((_, index) => {
    const follower = ledger.follow(guid);
    follower.keepUp(() => urls()[index % urls().length] ?? '');
    return follower;
  });
  await Promise.all(followers.map((follower) => follower.reaches(2 * count, patienceMs)));

  const urlOfPush = () => random.pick((options.pushedTo ?? urls)());
  const pushes = random.shuffle(pushesOf(cases, options.pushesEach ?? pushesEach));
  const pushing = pushUntilAcknowledged(ledger, urlOfPush, pushes);
  let more = count;
  const recoveryMs = await options.fault({
    guid,
    followers,
    start: async (url) => {
      more += 1;
      await startCases(context, url, guid, [phoneOf(round * 1000 + more)]);
    },
    pushed: () => pushing,
    pushAgain: () => pushUntilAcknowledged(ledger, urlOfPush, random.shuffle(pushes)),
  });
  await pushing;
  for (const url of urls()) {
    if (!(await inboxEmptied(url, patienceMs))) ledger.stuck(`the inbox of ${url} in round ${round}`);
  }
  // Not `first`: a replica that was started again may have moved.
  await ledger.check(urls()[0] ?? '', [guid]);
  await Promise.all(followers.map((follower) => follower.stop()));
  return recoveryMs;
}

/** Rejects unless the service says that it is ready. */
export async function beReady(url: string): Promise<void> {
  const { status } = await fetch(`${url}/readyz`);
  if (status !== 200) throw new Error(`not ready yet: ${status}`);
}
