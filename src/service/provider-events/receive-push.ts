import { withTimeout } from '../../domain/with-timeout';
import type { PushReader } from '../../providers/provider';
import type { Push } from '../../storage/inbox/contract';
import type { ServiceTools } from '../tools';
import { type Applied, applyPush, meterResults } from './apply-push';
import { callbackFingerprint, formOf, mayBeKnown } from './callback-address';
import { keepPush } from './keep-push';
import type { PushReceipt } from './push-receipt';

/**
 * Longest wait for the store, in milliseconds: a connection to the database can be dead without any sign. After that
 * the push goes to the inbox; it counts once even if the store recorded it after all.
 */
const storePatienceMs = 5000;

/**
 * The answer to a push at an address that no verification has, from the address alone: before its body is read, and also
 * while the database is away. Null if the push must be read. `isOwn`: its MAC is right.
 */
export async function receiveAddress(
  tools: ServiceTools,
  provider: string,
  token: string,
): Promise<{ readonly isOwn: boolean; readonly unknown: PushReceipt | null } | null> {
  const reader = tools.catalog.provider(provider)?.push;
  if (!reader) return null;
  const isOwn = formOf(tools.store.encryption, token) === 'own';
  if (isOwn || (await mayBeKnown(tools, token))) return { isOwn, unknown: null };
  tools.meter.pushReceived({ provider });
  tools.meter.push({ provider, result: 'refused' });
  return { isOwn, unknown: unknown(reader) };
}

/**
 * Receives a provider's push at the callback address of one verification. A push is acknowledged only after it is
 * durably recorded, now or earlier, or, while the store cannot be written, after it is durably kept in the inbox. Null
 * if the provider pushes nothing.
 */
export async function receivePush(
  tools: ServiceTools,
  provider: string,
  token: string,
  body: unknown,
): Promise<PushReceipt | null> {
  const reader = tools.catalog.provider(provider)?.push;
  if (!reader) return null;
  const push: Push = {
    provider,
    callbackHash: callbackFingerprint(tools.store.encryption, token),
    hasMac: formOf(tools.store.encryption, token) === 'own',
    body,
    receivedAt: tools.now(),
  };
  tools.meter.pushReceived({ provider });
  const startedAt = performance.now();
  let result: Applied;
  try {
    result = await withTimeout(applyPush(tools, reader, push), storePatienceMs, 'The store does not answer.');
  } catch (error) {
    tools.log.error({ provider }, 'push could not be recorded', error);
    return keepPush(tools, reader, push);
  }
  tools.meter.push({ provider, result: meterResults[result.kind] });
  const durationMs = Math.round(performance.now() - startedAt);
  tools.log.info({ provider, outcome: result.kind, durationMs }, 'push received');
  return receiptOf(reader, result);
}

function unknown(reader: PushReader): PushReceipt {
  return { kind: 'unknown', body: reader.refused('unknown verification') };
}

function receiptOf(reader: PushReader, result: Applied): PushReceipt {
  switch (result.kind) {
    case 'unknown':
      return unknown(reader);
    case 'applied':
    case 'repeated':
      return { kind: 'acknowledged', body: reader.acknowledged };
    case 'early':
      return { kind: 'retry', body: reader.refused('not ready yet') };
    case 'malformed':
      return { kind: 'malformed', body: reader.refused(result.reason) };
  }
}
