import type { PushReader } from '../../providers/provider';
import type { Push } from '../../storage/inbox/contract';
import type { ServiceTools } from '../tools';
import { callbackFingerprint, formOf, type Hashing } from './callback-address';
import type { PushReceipt } from './push-receipt';

type KeepingTools = Pick<ServiceTools, 'inbox' | 'log' | 'meter'>;

/** The tools that are there before the database was ever reached. Without `hashing` no address can be told from a stranger's. */
export interface EarlyTools extends KeepingTools, Pick<ServiceTools, 'catalog' | 'now'> {
  readonly hashing: Hashing | null;
}

/**
 * Whether a push that comes before the database was ever reached is kept: if its address carries our MAC. Every other
 * push is left to the provider to repeat, because only the database can tell whose it is.
 */
export function isKeptEarly({ catalog, hashing }: EarlyTools, provider: string, token: string): boolean {
  if (!catalog.provider(provider)?.push || !hashing) return false;
  return formOf(hashing, token) === 'own';
}

/** Keeps it. Null unless `isKeptEarly`. */
export function keepEarlyPush(
  tools: EarlyTools,
  provider: string,
  token: string,
  body: unknown,
): PushReceipt | null {
  const reader = tools.catalog.provider(provider)?.push;
  if (!reader || !tools.hashing || !isKeptEarly(tools, provider, token)) return null;
  tools.meter.pushReceived({ provider });
  const callbackHash = callbackFingerprint(tools.hashing, token);
  return keepPush(tools, reader, { provider, callbackHash, hasMac: true, body, receivedAt: tools.now() });
}

/** Keeps a push in the inbox: the provider gives up after a few repeats, and the store may be away for longer. */
export function keepPush(tools: KeepingTools, reader: PushReader, push: Push): PushReceipt {
  const { provider } = push;
  try {
    const reading = reader.read(push.body, push.receivedAt);
    if (reading.kind === 'malformed') {
      tools.meter.push({ provider, result: 'malformed' });
      return { kind: 'malformed', body: reader.refused(reading.reason) };
    }
    tools.inbox.put({ ...push, body: reader.kept?.(push.body) ?? push.body });
    tools.meter.push({ provider, result: 'kept' });
    tools.log.info({ provider, outcome: 'kept' }, 'push received');
    return { kind: 'acknowledged', body: reader.acknowledged };
  } catch (error) {
    tools.log.error({ provider }, 'push could not be kept either', error);
    tools.meter.push({ provider, result: 'failed' });
    return { kind: 'retry', body: reader.refused('temporarily unavailable') };
  }
}
