import { signaturesOf } from '../../domain/destinations/signature';
import type { OpenedDestination } from '../../storage/destinations/contract';
import type { WebhookRequest } from './sender';

/** The request for one event, signed at that time by the secret, and by the old one while it still counts. */
export function signedRequest(
  { destination, secret, oldSecret }: OpenedDestination,
  id: string,
  body: string,
  now: Date,
): WebhookRequest {
  const timestamp = Math.floor(now.getTime() / 1000);
  const old = oldSecret && oldSecret.until > now ? [oldSecret.secret.reveal()] : [];
  return {
    url: destination.url,
    body,
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signaturesOf({ id, timestamp, body }, [secret.reveal(), ...old]),
    },
  };
}
