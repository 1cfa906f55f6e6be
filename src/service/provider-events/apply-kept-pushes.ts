import type { KeptPush } from '../../storage/inbox/contract';
import { oneByOne } from '../one-by-one';
import type { ServiceTools } from '../tools';
import { applyPush, meterResults } from './apply-push';

const batchSize = 100;

/**
 * Applies the pushes that the inbox kept, oldest first, until the store fails again or `stopped` aborts: there can be
 * too many for a closing service to wait for. Pushes of one callback address keep their order: while one of them
 * waits, the later ones wait as well. Returns how many left the inbox.
 */
export async function applyKeptPushes(tools: ServiceTools, stopped: AbortSignal): Promise<number> {
  let taken = 0;
  const held = new Set<string>();
  await oneByOne(tools, waitingPushes(tools, stopped), async (kept) => {
    const address = `${kept.provider} ${kept.callbackHash}`;
    if (held.has(address)) return;
    // A damaged push stays for an operator; it cannot be applied later, so it holds up no other.
    const body = kept.open();
    held.add(address);
    if (!(await applyKeptPush(tools, kept, body))) return;
    held.delete(address);
    taken += 1;
  });
  return taken;
}

function* waitingPushes(
  { inbox }: ServiceTools,
  stopped: AbortSignal,
): Generator<KeptPush, undefined, undefined> {
  // Page by page, so that pushes that have to wait do not hold up the ones after them.
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

/** Whether the push need not be kept any longer. */
async function applyKeptPush(
  tools: ServiceTools,
  { id, provider, callbackHash, receivedAt, hasMac }: KeptPush,
  body: unknown,
): Promise<boolean> {
  const { inbox } = tools;
  const reader = tools.catalog.provider(provider)?.push;
  // While its provider is switched off, a push waits.
  if (!reader) return false;
  const result = await applyPush(tools, reader, { provider, callbackHash, receivedAt, hasMac, body });
  if (result.kind === 'early') return false;
  if (result.kind === 'applied' || result.kind === 'repeated') inbox.remove(id);
  // Only the database could tell that no verification has this address: the push is of no use.
  else if (result.kind === 'unknown' && !hasMac) {
    inbox.remove(id);
    tools.log.info({ provider, inboxId: id }, 'kept push of an unknown address dropped');
  } else {
    const reason = result.kind === 'malformed' ? result.reason : 'unknown verification';
    inbox.setAside(id, reason);
    tools.log.warn({ provider, inboxId: id, reason }, 'kept push set aside');
  }
  tools.meter.push({ provider, result: meterResults[result.kind] });
  return true;
}
