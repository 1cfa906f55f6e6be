import type { Subscription } from './app';

export interface Update {
  readonly version: number;
  readonly status: string;
  readonly cause: string;
  readonly secondInspection: string | null;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly cursor: string;
  readonly verification: { readonly id: string; readonly version: number; readonly status: string };
}

const eventFields = `version status cause secondInspection occurredAt recordedAt cursor
    verification { id version status }`;

export const verificationUpdated = `subscription ($id: ID!, $sinceVersion: Int) {
  verificationUpdated(id: $id, sinceVersion: $sinceVersion) { ${eventFields} }
}`;

export const userVerificationUpdated = `subscription ($guid: ID, $after: String) {
  userVerificationUpdated(guid: $guid, after: $after) { ${eventFields} }
}`;

type Followed = Record<string, Update>;

/** The next event of a subscription to either field. */
export async function nextUpdate(subscription: Subscription<Followed>): Promise<Update> {
  const [update] = Object.values(await subscription.next());
  if (!update) throw new Error('a result without an event');
  return update;
}

/** The next events, as many as asked. */
export async function nextUpdates(subscription: Subscription<Followed>, count: number): Promise<Update[]> {
  const updates: Update[] = [];
  while (updates.length < count) updates.push(await nextUpdate(subscription));
  return updates;
}

/** The numbers from `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}
