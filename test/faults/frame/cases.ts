import { request } from 'node:http';
import type { FakeOneNet, PushTarget } from '../../support/fake-onenet';
import { laterPush, sampleTime } from '../../support/onenet-push';
import { askAs } from './ask';
import type { Ledger } from './ledger';

/** A verification that was started, and where its results are pushed. */
export interface Case extends PushTarget {
  readonly id: string;
  readonly guid: string;
}

/** One of a case's pushes. `n` counts from 1, and each is a second newer than the one before. */
export interface CasePush {
  readonly of: Case;
  readonly n: number;
}

interface Started {
  readonly id: string;
  readonly version: number;
  readonly references: { readonly busiSeq: string | null };
}

const startMutation = `mutation ($input: StartOneNetVerificationInput!) {
  start: startOneNetVerification(input: $input) {
    verification { id version references { busiSeq } }
  }
}`;

/**
 * Starts a verification with a phone as its idempotency key, and enters the answer in the ledger. Null where the
 * service has asked OneNET before and died before it had the answer. Rejects when there is no answer now.
 */
export async function startCase(
  { ledger, oneNet }: { readonly ledger: Ledger; readonly oneNet: FakeOneNet },
  url: string,
  guid: string,
  phone: string,
): Promise<Case | null> {
  const { start } = await askAs<{ start: { verification: Started } }>(url, guid, startMutation, {
    input: { userId: 38453, phone, idempotencyKey: phone },
  });
  const { id, version, references } = start.verification;
  ledger.answered({ id, guid, version, key: phone });
  if (references.busiSeq === null) return null;
  return { ...oneNet.targetOf(references.busiSeq), id, guid };
}

/** Several at once; those that have no busiSeq are left out. */
export async function startCases(
  context: Parameters<typeof startCase>[0],
  url: string,
  guid: string,
  phones: readonly string[],
): Promise<Case[]> {
  const started = await Promise.all(phones.map((phone) => startCase(context, url, guid, phone)));
  return started.filter((one) => one !== null);
}

/** A valid phone number that belongs to nobody; the same argument gives the same phone. */
export function phoneOf(n: number): string {
  return `199${10_000_000 + n}`;
}

/** Every push of every case, `each` of them. */
export function pushesOf(cases: readonly Case[], each: number): CasePush[] {
  return cases.flatMap((of) => Array.from({ length: each }, (_, index): CasePush => ({ of, n: index + 1 })));
}

/** The statuses of successive pushes take turns, so that each shows whether it counted. */
export function auditStatusOf(n: number): '0' | '1' {
  return n % 2 === 0 ? '0' : '1';
}

/** By its time a push is found again in the history. */
export function timeOfPush(n: number): number {
  return sampleTime + n * 1000;
}

/** OneNET waits no longer for an answer. */
const pushPatienceMs = 10_000;

/**
 * Pushes once as OneNET does, to the service that runs at this address now, and says whether it was acknowledged:
 * HTTP 200. `atAcknowledgement` runs in the very moment in which the status line is here. A cut connection is no
 * acknowledgement.
 */
export function sendPush(
  ledger: Ledger,
  url: string,
  push: CasePush,
  atAcknowledgement: () => void = () => {},
): Promise<boolean> {
  ledger.pushed(push);
  const address = new URL(new URL(push.of.callbackUrl).pathname, url);
  const options = { method: 'POST', headers: { 'content-type': 'application/json' }, agent: false };
  return new Promise((resolve) => {
    const outgoing = request(address, options, (answer) => {
      const isAcknowledged = answer.statusCode === 200;
      if (isAcknowledged) {
        ledger.acknowledged(push);
        atAcknowledgement();
      }
      // The rest of the answer may be cut off with the process.
      answer.once('error', () => {});
      answer.resume().once('close', () => resolve(isAcknowledged));
    });
    outgoing.once('error', () => resolve(false));
    outgoing.setTimeout(pushPatienceMs, () => outgoing.destroy());
    outgoing.end(JSON.stringify(laterPush(push.of, push.n, auditStatusOf(push.n))));
  });
}
