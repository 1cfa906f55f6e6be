import { createHmac } from 'node:crypto';

/** Standard Webhooks: signatures of a message, by every secret that is in force. */

const prefix = 'whsec_';
export const secretBytes = 32;

/** The form in which a secret is shown, once, and in which receivers' libraries take it. */
export function secretText(bytes: Buffer): string {
  return `${prefix}${bytes.toString('base64')}`;
}

export interface SignedMessage {
  /** The header webhook-id: the same for every try. */
  readonly id: string;
  /** The header webhook-timestamp: seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** The header webhook-signature: one signature for each secret, separated by a space. */
export function signaturesOf({ id, timestamp, body }: SignedMessage, secrets: readonly Buffer[]): string {
  const content = `${id}.${timestamp}.${body}`;
  return secrets
    .map((secret) => `v1,${createHmac('sha256', secret).update(content).digest('base64')}`)
    .join(' ');
}
