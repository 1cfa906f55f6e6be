import { inTime } from '../domain/in-time';
import { sameSecret } from '../domain/same-secret';
import type { Verification } from '../domain/verification';
import type { PushReader, PushReading } from '../providers/provider';
import type { KeptPush, Push } from '../storage/store';
import { doorFingerprint } from './door';
import { mayKnock } from './may-try';
import { oneByOne } from './one-by-one';
import { record } from './record';
import type { ServiceTools } from './tools';

/** How a push was received, and the body that tells the provider. */
export type PushReceipt =
  | { readonly kind: 'acknowledged'; readonly body: unknown }
  /** Not for any verification here; pushing it again will not help. */
  | { readonly kind: 'unknown'; readonly body: unknown }
  | { readonly kind: 'malformed'; readonly body: unknown }
  /** The same, from an address that has knocked too often. */
  | { readonly kind: 'tooMany'; readonly body: unknown }
  /** Our fault, or too early: push it again. */
  | { readonly kind: 'retry'; readonly body: unknown };

/**
 * Takes a provider's push at the address that we gave for one verification. It is acknowledged only when it is
 * durably recorded, or was before; or, while the store cannot be written, when it is durably kept in the inbox. Null
 * where the provider pushes nothing.
 */
export async function receivePush(
  tools: ServiceTools,
  provider: string,
  token: string,
  body: unknown,
  address: string,
): Promise<PushReceipt | null> {
  const reader = tools.catalog.provider(provider)?.push;
  if (!reader) return null;
  const push: Push = { provider, doorHash: doorFingerprint(tools, token), body, receivedAt: tools.now() };
  tools.meter.pushReceived({ provider });
  const startedAt = performance.now();
  let result: Applied;
  try {
    result = await inTime(applyPush(tools, reader, push), storePatienceMs, 'The store does not answer.');
  } catch (error) {
    tools.log.error({ provider }, 'push could not be recorded', error);
    return keepPush(tools, reader, push);
  }
  tools.meter.push({ provider, result: meterResults[result.kind] });
  const durationMs = Math.round(performance.now() - startedAt);
  tools.log.info({ provider, outcome: result.kind, durationMs }, 'push received');
  if (result.kind !== 'unknown') return receiptOf(reader, result);
  const kind = (await mayKnock(tools, address)) ? 'unknown' : 'tooMany';
  return { kind, body: reader.refused('unknown verification') };
}

/**
 * Applies what the inbox kept, oldest first, until the store fails again or it is `stopped`: there can be so many that
 * nobody could wait for all of them. How many it took from the inbox.
 */
export async function applyKeptPushes(tools: ServiceTools, stopped: AbortSignal): Promise<number> {
  let taken = 0;
  await oneByOne(tools, waitingPushes(tools, stopped), async (kept) => {
    if (await applyKeptPush(tools, kept)) taken += 1;
  });
  return taken;
}

function* waitingPushes(
  { inbox }: ServiceTools,
  stopped: AbortSignal,
): Generator<KeptPush, undefined, undefined> {
  // Behind each other, so that those that have to wait keep nobody else waiting.
  for (let after = 0; ; ) {
    const pushes = inbox.waiting(after, batchSize);
    for (const push of pushes) {
      if (stopped.aborted) return;
      yield push;
    }
    const last = pushes.at(-1);
    if (!last || pushes.length < batchSize) return;
    after = last.id;
  }
}

/** Whether it need not be kept any more. */
async function applyKeptPush(tools: ServiceTools, { id, open, ...kept }: KeptPush): Promise<boolean> {
  const { inbox } = tools;
  const { provider } = kept;
  const reader = tools.catalog.provider(provider)?.push;
  // One whose provider is switched off waits until it is on again.
  if (!reader) return false;
  const result = await applyPush(tools, reader, { ...kept, body: open() });
  if (result.kind === 'early') return false;
  if (result.kind === 'applied' || result.kind === 'repeated') inbox.remove(id);
  else {
    const reason = result.kind === 'malformed' ? result.reason : 'unknown verification';
    inbox.setAside(id, reason);
    tools.log.warn({ provider, inboxId: id, reason }, 'kept push set aside');
  }
  tools.meter.push({ provider, result: meterResults[result.kind] });
  return true;
}

type Applied =
  | { readonly kind: 'applied' }
  | { readonly kind: 'repeated' }
  /** The provider was faster than our own record of its answer: pushed again, it will be known. */
  | { readonly kind: 'early' }
  /** An unknown address, or not the verification that it was made for. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed'; readonly reason: string };

const batchSize = 100;

/**
 * A connection to the database can be dead without a word. What takes longer is kept, and counts once even where it
 * was recorded after all.
 */
const storePatienceMs = 5000;

const meterResults = {
  applied: 'applied',
  repeated: 'repeated',
  early: 'refused',
  unknown: 'refused',
  malformed: 'malformed',
} as const;

/** Rejects when the store cannot take it. */
async function applyPush(tools: ServiceTools, reader: PushReader, push: Push): Promise<Applied> {
  const { provider, body, receivedAt, doorHash } = push;
  const reading = reader.read(body, receivedAt);
  if (reading.kind === 'malformed') {
    const verification = await tools.store.findByDoor(doorHash);
    // An unknown address gets the one answer, whatever the body: nothing is to be learned here.
    if (verification?.provider !== provider) return { kind: 'unknown' };
    tools.log.warn({ verificationId: verification.id, provider, reason: reading.reason }, 'push malformed');
    return reading;
  }
  const { outcome, order, key } = reading;
  const changed = await record(
    tools,
    { doorTokenHash: doorHash },
    { kind: 'pushed', outcome, order },
    { factKey: key },
    (current) => refusalOf(current, provider, reading) === null,
  );
  if (!changed || !('verification' in changed)) return { kind: 'unknown' };
  const { kind, verification } = changed;
  const fields = { verificationId: verification.id, provider };
  const refusal = kind === 'changed' ? null : refusalOf(verification, provider, reading);
  if (refusal === 'another') tools.log.warn(fields, 'push is for another verification');
  if (refusal !== null) return { kind: refusal === 'early' ? 'early' : 'unknown' };
  if (reading.unnamed !== undefined) {
    tools.log.warn({ ...fields, value: reading.unnamed }, 'push has a status that no document names');
  }
  if (reading.odd && reading.odd.length > 0) {
    tools.log.warn(
      { ...fields, odd: reading.odd.join(', ') },
      'push has values of an odd form, stored as they came',
    );
  }
  return { kind: kind === 'repeated' ? 'repeated' : 'applied' };
}

function receiptOf(reader: PushReader, result: Exclude<Applied, { kind: 'unknown' }>): PushReceipt {
  switch (result.kind) {
    case 'applied':
    case 'repeated':
      return { kind: 'acknowledged', body: reader.acknowledged };
    case 'early':
      return { kind: 'retry', body: reader.refused('not ready yet') };
    case 'malformed':
      return { kind: 'malformed', body: reader.refused(result.reason) };
  }
}

/** The provider gives up after a few tries; the store may be away for longer. */
function keepPush(tools: ServiceTools, reader: PushReader, push: Push): PushReceipt {
  const { provider } = push;
  try {
    const reading = reader.read(push.body, push.receivedAt);
    if (reading.kind === 'malformed') {
      tools.meter.push({ provider, result: 'malformed' });
      return { kind: 'malformed', body: reader.refused(reading.reason) };
    }
    tools.inbox.put(push);
    tools.meter.push({ provider, result: 'kept' });
    tools.log.info({ provider, outcome: 'kept' }, 'push received');
    return { kind: 'acknowledged', body: reader.acknowledged };
  } catch (error) {
    tools.log.error({ provider }, 'push could not be kept either', error);
    tools.meter.push({ provider, result: 'failed' });
    return { kind: 'retry', body: reader.refused('temporarily unavailable') };
  }
}

type ReadPush = Extract<PushReading, { kind: 'push' }>;

/** Why the push does not count for the verification behind its address; null where it does. */
function refusalOf(
  verification: Verification,
  provider: string,
  reading: ReadPush,
): 'unknown' | 'early' | 'another' | null {
  if (verification.provider !== provider) return 'unknown';
  if (isEarly(verification)) return 'early';
  return isFor(verification, reading) ? null : 'another';
}

function isEarly(verification: Verification): boolean {
  return verification.status === 'PENDING' && verification.references.busiSeq === undefined;
}

/** The address alone is not enough: the push must name the verification and the phone that were stored under it. */
function isFor(verification: Verification, { claims }: ReadPush): boolean {
  const { busiSeq } = claims.references;
  const { mobileNo } = claims;
  if (busiSeq === undefined || mobileNo === '') return false;
  const known = verification.references.busiSeq ?? '';
  // The phone is destroyed; a second inspection that fails still takes the approval back.
  if (verification.redactedAt !== null) return sameSecret(busiSeq, known);
  const stored = verification.personal.subject?.reveal().mobileNo ?? '';
  return sameSecret(JSON.stringify([busiSeq, mobileNo]), JSON.stringify([known, stored]));
}
