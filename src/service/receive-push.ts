import { createHash, timingSafeEqual } from 'node:crypto';
import type { Verification } from '../domain/verification';
import type { PushReading } from '../providers/provider';
import { doorFingerprint } from './door';
import { mayKnock } from './may-try';
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
 * durably recorded, or was before. Null where the provider pushes nothing.
 */
export async function receivePush(
  tools: ServiceTools,
  providerName: string,
  token: string,
  body: unknown,
  address: string,
): Promise<PushReceipt | null> {
  const reader = tools.catalog.provider(providerName)?.push;
  if (!reader) return null;
  const meter = (result: Parameters<typeof tools.meter.push>[0]['result']) =>
    tools.meter.push({ provider: providerName, result });
  try {
    const verification = await tools.store.findByDoor(doorFingerprint(tools, token));
    const reading = reader.read(body, tools.now());
    // An unknown token gets the one answer, whatever its body: nothing is to be learned here.
    if (!verification || verification.provider !== providerName) {
      meter('refused');
      const kind = (await mayKnock(tools, address)) ? 'unknown' : 'tooMany';
      return { kind, body: reader.refused('unknown verification') };
    }
    if (reading.kind === 'malformed') {
      meter('malformed');
      tools.log.warn(
        { verificationId: verification.id, provider: providerName, reason: reading.reason },
        'push malformed',
      );
      return { kind: 'malformed', body: reader.refused(reading.reason) };
    }
    if (isEarly(verification)) {
      meter('refused');
      return { kind: 'retry', body: reader.refused('not ready yet') };
    }
    if (!isFor(verification, reading)) {
      meter('refused');
      tools.log.warn(
        { verificationId: verification.id, provider: providerName },
        'push is for another verification',
      );
      return { kind: 'unknown', body: reader.refused('unknown verification') };
    }
    if (reading.unnamed !== undefined) {
      tools.log.warn(
        { verificationId: verification.id, provider: providerName, value: reading.unnamed },
        'push has a status that no document names',
      );
    }
    const { outcome, order, key } = reading;
    const changed = await record(
      tools,
      verification.id,
      { kind: 'pushed', outcome, order },
      { factKey: key },
    );
    meter(changed?.kind === 'repeated' ? 'repeated' : 'applied');
    return { kind: 'acknowledged', body: reader.acknowledged };
  } catch (err) {
    meter('failed');
    tools.log.error({ provider: providerName }, 'push could not be recorded', err);
    return { kind: 'retry', body: reader.refused('temporarily unavailable') };
  }
}

/** The provider was faster than our own record of its answer: it is asked to push again, and then we know. */
function isEarly(verification: Verification): boolean {
  return verification.status === 'PENDING' && verification.references.busiSeq === undefined;
}

/** The address alone is not enough: the push must name the verification and the phone that were stored under it. */
function isFor(verification: Verification, reading: Extract<PushReading, { kind: 'push' }>): boolean {
  const { references, mobileNo } = reading.claims;
  const sameReference = equals(references.busiSeq ?? '', verification.references.busiSeq ?? '');
  const samePhone = equals(mobileNo, verification.personal.subject?.reveal().mobileNo ?? '');
  return sameReference && samePhone && mobileNo !== '' && references.busiSeq !== undefined;
}

function equals(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
