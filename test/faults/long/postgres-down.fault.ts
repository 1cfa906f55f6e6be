import { type Sandbox, startSandbox } from '../../../src/sandbox/server';
import { freePort } from '../../support/free-port';
import type { ServiceProcess } from '../../support/process';
import { askAs } from '../frame/ask';
import { phoneOf } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';
import { inboxEmptied } from '../frame/metrics';

const forms = {
  long: { results: 1000, outageMs: 60_000, deadMs: 10_000 },
  short: { results: 30, outageMs: 2000, deadMs: 500 },
} as const;

const accounts = 10;
/** OneNET's last repeat comes 21 s after the first try. */
const patienceMs = 60_000;

interface Undecided {
  readonly id: string;
  readonly busiSeq: string;
}

/** PostgreSQL is away for longer than OneNET repeats, and OneNET's twin pushes all the while. */
export const fault: Fault = {
  title: 'PostgreSQL down for 60 s',
  what: 'PostgreSQL is killed and stays away for 60 s, while the OneNET twin pushes 1,000 results with its own repeats after 3, 6 and 12 s (acknowledged: at the first attempt). In every second round the process is killed (-9) as well, 10 s before the database is back, and is started again and again until it stands. All 1,000 must be applied afterwards and the inbox empty.',
  stores: ['postgresql'],
  rounds: { short: 1, long: 2 },
  durablePostgres: true,
  async run(context) {
    const { ledger, random, postgres } = context;
    const { results, outageMs, deadMs } = forms[context.form];
    const sandbox = await startSandbox();
    try {
      // One address for every process: the one that was told to OneNET.
      const { ONENET_BASE_URL = '', ONENET_ACCESS_KEY = '' } = sandbox.environment;
      const env = { ONENET_BASE_URL, ONENET_ACCESS_KEY, PORT: String(await freePort()) };
      let service = await context.start(env);
      for (const round of context.eachRound()) {
        const guids = Array.from({ length: accounts }, (_, index) => `account-${round}-${index}`);
        const waiting = await startAtTwin(context, service.url, guids, results);
        const followers = guids.map((guid) => ledger.follow(guid));
        for (const follower of followers) follower.keepUp(() => service.url);

        await postgres.kill();
        const deciding = decideAll(context, sandbox, random.shuffle(waiting), outageMs);
        await pause(outageMs - deadMs);
        const isKilled = round % 2 === 0;
        if (isKilled) service.kill('SIGKILL');
        const restarted = isKilled ? startUntilReady(context, env) : service;
        await pause(deadMs);
        await postgres.start();
        service = await restarted;
        await deciding;

        const eventsEach = (3 * results) / accounts;
        await Promise.all(followers.map((follower) => follower.reaches(eventsEach, patienceMs)));
        if (!(await inboxEmptied(service.url, patienceMs))) ledger.stuck('what is left in the inbox');
        await ledger.check(service.url, guids);
        for (const follower of followers) await follower.stop();
      }
      return ledger.counts(context.rounds);
    } finally {
      await sandbox.close();
    }
  },
};

/** Starts verifications at the twin, in the accounts by turns; each then waits for its decision. */
async function startAtTwin(
  { ledger }: FaultContext,
  url: string,
  guids: readonly string[],
  count: number,
): Promise<Undecided[]> {
  const started: Undecided[] = [];
  const inAccount = async (guid: string) => {
    for (let n = 0; n < count / guids.length; n += 1) {
      const { start } = await askAs<{
        start: { verification: { id: string; version: number; references: { busiSeq: string } } };
      }>(
        url,
        guid,
        'mutation ($phone: String!) { start: startOneNetVerification(input: { userId: 38453, phone: $phone }) { verification { id version references { busiSeq } } } }',
        // The twin has plans of its own for numbers that end in 0000 to 0012.
        { phone: phoneOf(100 + n) },
      );
      const { id, version, references } = start.verification;
      ledger.answered({ id, guid, version, key: id });
      started.push({ id, busiSeq: references.busiSeq });
    }
  };
  await Promise.all(guids.map(inAccount));
  return started;
}

/** Has the twin decide all of them, spread over this time. */
async function decideAll(
  { ledger }: FaultContext,
  sandbox: Sandbox,
  undecided: readonly Undecided[],
  withinMs: number,
): Promise<void> {
  const decisions = undecided.map(async ({ id, busiSeq }, index) => {
    await pause((withinMs * index) / undecided.length);
    const answer = await fetch(`${sandbox.url}/onenet/sandbox/decide`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ busi_seq: busiSeq, auditStatus: '0' }),
    });
    const { acknowledged } = (await answer.json()) as { readonly acknowledged: boolean };
    ledger.decided(id, acknowledged);
  });
  await Promise.all(decisions);
}

/** As whatever keeps a service running does it. */
async function startUntilReady(
  context: FaultContext,
  env: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  for (;;) {
    const started = await context.start(env).catch(() => null);
    if (started) return started;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
