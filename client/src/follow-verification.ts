import {
  type FollowedEventFragment,
  FollowVerificationDocument,
  type FollowVerificationSubscription,
} from '../generated/operations.ts';
import { type Print, type TypedDocument, textOf } from './document.ts';
import { type FollowOptions, follow } from './follow.ts';
import type { Transport } from './transport.ts';

/** The fields that an event must select at least. */
export interface LeastEvent {
  readonly version: number;
  readonly cause: string;
}

/** Any subscription to `verificationUpdated`, with any other selection. */
export type VerificationSubscription<Event extends LeastEvent> = TypedDocument<
  { readonly verificationUpdated: Event },
  // The variables besides id and sinceVersion are in FollowOptions.
  never
>;

export interface FollowVerificationOptions<Event extends LeastEvent> extends FollowOptions {
  /** Default: FollowVerificationDocument. */
  readonly document?: VerificationSubscription<Event>;
}

/**
 * Every change of one verification after `sinceVersion`, each exactly once and in order. A verdict does not end it,
 * because a second inspection may still change that. Ends after the verification's personal data was destroyed (cause
 * REDACTED), the last possible event.
 */
export function followVerification<Event extends LeastEvent = FollowedEventFragment>(
  transport: Transport,
  id: string,
  { document, ...options }: FollowVerificationOptions<Event> = {},
  print?: Print,
): AsyncGenerator<Event, void, undefined> {
  const usual = FollowVerificationDocument as TypedDocument<FollowVerificationSubscription, never>;
  const subscription = {
    query: textOf(document ?? usual, print),
    id,
    itemOf: ({ verificationUpdated }: { readonly verificationUpdated: Event }) => verificationUpdated,
    withoutGaps: true,
    isLast: ({ cause }: Event) => cause === 'REDACTED',
  };
  return follow(transport, subscription, options);
}
