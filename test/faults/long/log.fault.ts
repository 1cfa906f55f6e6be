import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesAt } from '../../../src/cli/log/sources';
import { verifyLog } from '../../../src/cli/log/verify-log';
import { parseCheckpoint } from '../../../src/domain/log/checkpoint';
import { parseNote } from '../../../src/domain/log/note';
import { makePrivateKey, noteTypes, signingKey } from '../../../src/domain/log/note-keys';
import { launchProgram } from '../../support/process';
import { askAs } from '../frame/ask';
import { phoneOf, pushesOf, startCases } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';
import { pushUntilAcknowledged } from '../frame/pushing';

const origin = 'log.example/log';
const sizes = {
  short: { accounts: 6, casesEach: 2, pushesEach: 15, atMostMs: 300 },
  long: { accounts: 125, casesEach: 8, pushesEach: 100, atMostMs: 3000 },
} as const;

const redact = 'mutation ($guid: ID!) { redactUser(guid: $guid) { redacted } }';

/** No false alarm: what the log's own verifier says of an honest log whose processes are killed. */
export const fault: Fault = {
  title: 'kill -9, and the transparency log is verified',
  what: 'A service on SQLite, or two replicas on PostgreSQL, take 100,000 pushes. In every round one process is killed (-9) at a random moment and started again, and an account is redacted. After each kill the log is verified from the checkpoint of the round before, and at the end with every row of the database: nothing may be found, and every event must have one entry.',
  stores: ['sqlite', 'postgresql'],
  rounds: { short: 2, long: 20 },
  async run(context) {
    const { ledger, random, store, form } = context;
    const { accounts, casesEach, pushesEach, atMostMs } = sizes[form];
    const pkcs8 = makePrivateKey();
    const vkey = signingKey(origin, noteTypes.note, pkcs8)?.vkey ?? '';
    const env = { TRANSPARENCY_LOG: 'on', LOG_ORIGIN: origin, LOG_KEY: pkcs8 };
    const names = store === 'postgresql' ? ['one', 'two'] : ['one'];
    const services = await Promise.all(names.map((name) => context.start(env, name)));
    const urlOf = (index: number) => services[index % services.length]?.url ?? '';

    const guids = Array.from({ length: accounts }, (_, index) => `account-${index}`);
    const cases = [];
    for (const [account, guid] of guids.entries()) {
      const phones = Array.from({ length: casesEach }, (_, n) => phoneOf(account * casesEach + n));
      cases.push(...(await startCases(context, urlOf(account), guid, phones)));
    }

    let since: string | null = null;
    const verify = async (index: number) => {
      const note = await readCheckpoint(urlOf(index));
      const read = filesAt(`${urlOf(index)}/log`, undefined);
      const { finds } = await verifyLog({ read, key: vkey, since, readSince: null });
      for (const { what, text } of finds) ledger.regressed(`log: ${what}, ${text}`);
      since = note;
    };

    const pushes = random.shuffle(pushesOf(cases, pushesEach));
    const part = Math.ceil(pushes.length / context.rounds);
    for (const round of context.eachRound()) {
      const killed = round % services.length;
      const some = pushes.slice((round - 1) * part, round * part);
      const pushing = pushUntilAcknowledged(ledger, () => urlOf(random.int(0, 1)), some);
      await new Promise((resolve) => setTimeout(resolve, random.int(50, atMostMs)));
      services[killed]?.kill('SIGKILL');
      await services[killed]?.exited;
      services[killed] = await context.start(env, names[killed]);
      await verify(killed);
      await askAs(urlOf(killed), 'staff', redact, { guid: guids[round] });
      await pushing;
      await verify(killed + 1);
    }
    await verifyRows(context, { ...env, url: urlOf(0), vkey, since });
    return ledger.counts(context.rounds);
  },
};

async function readCheckpoint(url: string): Promise<string> {
  for (;;) {
    const response = await fetch(`${url}/log/checkpoint`);
    if (response.ok) return response.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function sizeOf(checkpoint: string): number {
  return parseCheckpoint(parseNote(checkpoint)?.text ?? '')?.size ?? -1;
}

/** With every row of the database, once a checkpoint has everything: the log does not grow any more. */
async function verifyRows(
  { ledger, folder, env, program }: FaultContext,
  {
    url,
    vkey,
    since,
    ...logEnv
  }: Readonly<Record<'url' | 'vkey', string>> & { readonly since: string | null },
): Promise<void> {
  const cwd = join(folder, 'auditor');
  mkdirSync(cwd);
  if (since) writeFileSync(join(cwd, 'checkpoint'), since);
  const args = [
    'log',
    'verify',
    '--key',
    vkey,
    '--database',
    '--json',
    ...(since ? ['--since', join(cwd, 'checkpoint')] : []),
  ];
  for (;;) {
    const launched = launchProgram({ ...env, ...logEnv }, { cwd, program }, ...args);
    await launched.exited;
    const { size, finds, young } = JSON.parse(launched.stdout) as {
      readonly size: number;
      readonly young: number;
      readonly finds: readonly { readonly what: string; readonly text: string }[];
    };
    for (const { what, text } of finds) ledger.lost(`log: ${what}, ${text}`);
    const { acknowledged, mutations } = ledger.counts(0);
    if (finds.length > 0 || (young === 0 && size === sizeOf(await readCheckpoint(url)))) {
      if (size < acknowledged + mutations) ledger.lost('log: an event without an entry');
      process.stdout.write(`The log has ${size} entries.\n`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
