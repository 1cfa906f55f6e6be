import type { Command } from 'commander';
import type { Actor, PrivilegedAct } from '../storage/acts/contract';
import { openStore } from '../storage/open-store';
import { examples, type On, type Run } from './command';
import { CommandFault } from './fault';
import { readSettings, storeOf } from './settings';
import type { ExitCode } from './terminal';

interface Options {
  readonly account?: string;
  readonly verification?: string;
  readonly last: string;
}

const mostActs = 10_000;

export function addActs(program: Command, on: On): void {
  program
    .command('acts')
    .summary('who revealed, approved, exported, redacted, merged, decided or rotated, and when')
    .description(
      'Lists the record of privileged acts, the newest first. An act over GraphQL has the caller, the id of its access token (jti) and of its request (x-request-id, as in the log). An act at the command line has the user of the operating system, as the system says, and the name that the person gave with --as, which nothing confirms. The record has no personal data and is kept permanently.',
    )
    .option('--account <guid>', 'only exports and redactions of this account')
    .option('--verification <id>', 'only what concerns this verification')
    .option('--last <n>', `how many, 1 to ${mostActs}`, '100')
    .addHelpText(
      'after',
      examples('realname acts', 'realname acts --verification 01a20135-4b42-75ef-ad44-32e440d7ad34 --json'),
    )
    .action(on(listActs));
}

export async function listActs(run: Run, { account, verification, last }: Options): Promise<ExitCode> {
  const limit = /^[1-9]\d{0,4}$/.test(last) ? Number(last) : 0;
  if (limit < 1 || limit > mostActs) {
    throw new CommandFault(`--last must be a whole number from 1 to ${mostActs}.`, 2);
  }
  const store = await openStore(storeOf(readSettings(run)));
  try {
    const acts = await store.acts.list({
      limit,
      ...(account !== undefined && { account }),
      ...(verification !== undefined && { verificationId: verification }),
    });
    run.output.result({ acts }, acts.length === 0 ? ['No privileged act is recorded.'] : acts.map(lineOf));
    return 0;
  } finally {
    await store.close();
  }
}

function lineOf({ at, kind, by, verificationId, account, approvedBy }: PrivilegedAct): string {
  return [
    at.toISOString(),
    kind,
    ...(verificationId === null ? [] : [`verification ${verificationId}`]),
    ...(account === null ? [] : [`account ${account}`]),
    `by ${actorText(by)}`,
    ...(approvedBy === null ? [] : [`approved by ${approvedBy}`]),
  ].join('  ');
}

function actorText(by: Actor): string {
  if (by.kind === 'commandLine') {
    return `system user ${by.systemUser}${by.givenName === null ? '' : `, calling themselves ${by.givenName}`}`;
  }
  return `caller ${by.guid} (token ${by.tokenId ?? 'without id'}, request ${by.requestId ?? 'unknown'})`;
}
