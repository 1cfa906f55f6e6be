import type { StoredEvent } from '../verification/event';
import { encodeFeedCursor, type FeedPlace } from '../verification/feed-place';

/** The part of an event's message that describes its verification. */
export interface Envelope {
  readonly provider: string;
  readonly method: string;
  readonly environment: string;
  readonly clientReference: string | null;
  /** Once the personal data was destroyed, a message that still waits names no account and no reference. */
  readonly isRedacted: boolean;
}

/** The webhook-id, and the id of the CloudEvent. */
export function messageIdOf({
  verificationId,
  version,
}: Pick<StoredEvent, 'verificationId' | 'version'>): string {
  return `${verificationId}.${version}`;
}

/** The body of a delivery: a CloudEvent 1.0 in its JSON form. Holds nothing personal. */
export function cloudEventOf(
  event: StoredEvent,
  place: FeedPlace,
  { provider, method, environment, clientReference, isRedacted }: Envelope,
  source: string,
): string {
  const { verificationId, version, guid, status, previousStatus, cause, assuranceLevel } = event;
  const occurredAt = event.occurredAt.toISOString();
  return JSON.stringify({
    specversion: '1.0',
    id: messageIdOf(event),
    source,
    type: 'realname.verification.updated',
    subject: verificationId,
    time: occurredAt,
    datacontenttype: 'application/json',
    data: {
      verificationId,
      version,
      ...(!isRedacted && { guid }),
      provider,
      method,
      status,
      previousStatus,
      cause,
      assuranceLevel,
      environment,
      ...(!isRedacted && { clientReference }),
      occurredAt,
      feedCursor: encodeFeedCursor(place),
    },
  });
}
