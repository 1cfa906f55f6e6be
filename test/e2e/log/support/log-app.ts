import { tmpdir } from 'node:os';
import type { Find } from '../../../../src/cli/log/verify-log';
import type { TestApp } from '../../../support/app';
import { ouyang } from '../../../support/people';
import { launchProgram } from '../../../support/process';

const start = `mutation ($input: VerifyMobileOwnerInput!) {
  verifyMobileOwner(input: $input) { verification { id version status } inputErrors { code message path } }
}`;

/** A service in this process, or in one of its own. */
export type Asking = Pick<TestApp, 'query'>;

export interface Made {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

let phones = 0;

/** A person whom the sandbox approves. */
export async function verifySomebody(app: Asking, guid = 'somebody'): Promise<Made> {
  phones += 1;
  const { verifyMobileOwner } = await app.query<{ verifyMobileOwner: { verification: Made } }>(start, {
    input: {
      guid,
      userName: ouyang.realName,
      idCard: ouyang.identityNo,
      mobileNo: `199${String(phones).padStart(8, '0')}`,
    },
  });
  return verifyMobileOwner.verification;
}

export interface CommandAnswer {
  readonly code: number;
  readonly document: { readonly size: number; readonly finds: readonly Find[]; readonly young: number };
  readonly text: string;
}

/** Runs `realname …` as a process of its own. */
export async function realname(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<CommandAnswer> {
  const launched = launchProgram(env, { cwd: tmpdir() }, ...args, '--json');
  const { code } = await launched.exited;
  const { stdout, stderr } = launched;
  return {
    code: code ?? -1,
    document: (stdout ? JSON.parse(stdout) : {}) as never,
    text: `${stdout}${stderr}`,
  };
}

/** Resolves once the check returns something. */
export async function until<Value>(check: () => Promise<Value | null | undefined | false>): Promise<Value> {
  for (;;) {
    const value = await check();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** The receipt of a verification, once it is there. */
export function receiptOf(app: Asking, id: string): Promise<Receipt> {
  return until(() => readReceipt(app, id));
}

export async function readReceipt(app: Asking, id: string): Promise<Receipt | null> {
  const query = `query ($id: ID!) { verification(id: $id) { receipt { index entry inclusionProof checkpoint } } }`;
  return (await app.query<{ verification: { receipt: Receipt | null } }>(query, { id })).verification.receipt;
}

export interface Receipt {
  readonly index: number;
  readonly entry: string;
  readonly inclusionProof: readonly string[];
  readonly checkpoint: string;
}
