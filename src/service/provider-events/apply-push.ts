import { logOddities } from '../../domain/verification/reading';
import type { Verification } from '../../domain/verification/verification';
import type { PushReader, ReadPush } from '../../providers/provider';
import type { Push } from '../../storage/inbox/contract';
import type { ServiceTools } from '../tools';
import { record } from '../verification/record';

export type Applied =
  | { readonly kind: 'applied' }
  | { readonly kind: 'repeated' }
  /** The push came before our own record of the provider's answer: when the provider pushes again, it will match. */
  | { readonly kind: 'early' }
  /** An unknown address, or not the verification that the address was made for. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** The value of the metric's label `result` for each kind. */
export const meterResults = {
  applied: 'applied',
  repeated: 'repeated',
  early: 'refused',
  unknown: 'refused',
  malformed: 'malformed',
} as const satisfies Readonly<Record<Applied['kind'], string>>;

/** Records what a push says. Rejects if the store cannot take it. */
export async function applyPush(tools: ServiceTools, reader: PushReader, push: Push): Promise<Applied> {
  const { provider, body, receivedAt, callbackHash } = push;
  const reading = reader.read(body, receivedAt);
  if (reading.kind === 'malformed') {
    const verification = await tools.store.verifications.findByCallbackToken(callbackHash);
    // An unknown address gets the same answer for every body, so that it gives nothing away.
    if (verification?.provider !== provider) return { kind: 'unknown' };
    tools.log.warn({ verificationId: verification.id, provider, reason: reading.reason }, 'push malformed');
    return reading;
  }
  const { outcome, order, key, oddities } = reading;
  const recorded = await record(
    tools,
    { callbackTokenHash: callbackHash },
    { kind: 'pushed', outcome, order },
    { factKey: key },
    (current) => refusalOf(reader, reading, current, provider),
  );
  if (!recorded || !('verification' in recorded)) return { kind: 'unknown' };
  const line = { verificationId: recorded.verification.id, provider };
  if (recorded.kind === 'refused') {
    if (recorded.reason === 'other') tools.log.warn(line, 'push is for another verification');
    return { kind: recorded.reason === 'early' ? 'early' : 'unknown' };
  }
  logOddities(tools.log, { ...line, call: 'push' }, oddities);
  return { kind: recorded.kind === 'repeated' ? 'repeated' : 'applied' };
}

/** Why a push does not count for the verification at its address; null if it does. */
function refusalOf(
  reader: PushReader,
  push: ReadPush,
  current: Verification,
  provider: string,
): 'foreign' | 'early' | 'other' | null {
  if (current.provider !== provider) return 'foreign';
  const relation = reader.relate(push, current);
  return relation === 'match' ? null : relation;
}
