import { join } from 'node:path';
import type { ServiceProcess } from '../../support/process';
import { type Case, type CasePush, phoneOf, startCase } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';
import { startOpener } from '../frame/opener';
import { pushUntilAcknowledged } from '../frame/pushing';

const processes = 4;
/** How many rounds begin whole services as well; loading them takes so long that they rarely meet. */
const wholeRounds = 5;

/** Several processes make the tables of an empty database, all at the same moment. */
export const fault: Fault = {
  title: 'four processes start on an empty database',
  what: 'Four preloaded processes open the same empty database, or file, at exactly the same moment; all must succeed. In the first five rounds four whole services start in this way; each receives a start, and another one the push for it.',
  stores: ['sqlite', 'postgresql'],
  rounds: { short: 0, long: 200 },
  async run(context) {
    const { ledger } = context;
    const openers = await Promise.all(Array.from({ length: processes }, () => startOpener(context.program)));
    try {
      for (const round of context.eachRound()) {
        const databaseUrl = await emptyDatabase(context, `opened-${round}`);
        const results = await Promise.all(openers.map((opener) => opener.open(databaseUrl)));
        for (const result of results) {
          if (result !== 'open') ledger.lost(`an opening in round ${round}: ${result}`);
        }
        if (round <= wholeRounds) await startWholeServices(context, round);
      }
    } finally {
      await Promise.all(openers.map((opener) => opener.close()));
    }
    return ledger.counts(context.rounds);
  },
};

async function emptyDatabase(context: FaultContext, name: string): Promise<string> {
  return context.store === 'sqlite'
    ? `sqlite:${join(context.folder, `${name}.db`)}`
    : context.postgres.createDatabase();
}

async function startWholeServices(context: FaultContext, round: number): Promise<void> {
  const { ledger } = context;
  const databaseUrl = await emptyDatabase(context, `started-${round}`);
  const starts = await Promise.allSettled(
    Array.from({ length: processes }, (_, index) =>
      context.start({ DATABASE_URL: databaseUrl }, `round-${round}-${index}`),
    ),
  );
  const services: ServiceProcess[] = [];
  for (const start of starts) {
    if (start.status === 'fulfilled') services.push(start.value);
    else ledger.lost(`a start in round ${round}: ${String(start.reason)}`);
  }
  await workOnIt(context, services, `account-${round}`, round);
  for (const service of services) {
    service.kill('SIGTERM');
    await service.exited;
  }
}

async function workOnIt(
  context: FaultContext,
  services: readonly ServiceProcess[],
  guid: string,
  round: number,
): Promise<void> {
  const { ledger } = context;
  const cases: Case[] = [];
  for (const [index, { url }] of services.entries()) {
    const started = await startCase(context, url, guid, phoneOf(round * processes + index));
    if (started) cases.push(started);
  }
  const pushes = cases.map((of): CasePush => ({ of, n: 2 }));
  const another = ({ of }: CasePush) => services[(cases.indexOf(of) + 1) % services.length]?.url ?? '';
  await pushUntilAcknowledged(ledger, another, pushes);
  for (const { url } of services) await ledger.check(url, [guid]);
}
