import type { DemoClient } from './client.mts';
import { DemoFault } from './fault.mts';

/** One result of a subscription to a verification. */
export interface DemoEvent {
  readonly version: number;
  readonly status: string;
  readonly cause: string;
  readonly message: string | null;
  readonly recordedAt: string;
}

const followSubscription = `subscription Follow($id: ID!) {
  verificationUpdated(id: $id, sinceVersion: 0) { version status cause message recordedAt }
}`;

interface Followed {
  readonly verificationUpdated: DemoEvent;
}

const statusWidth = 'AWAITING_USER'.length;
const causeWidth = 'PROVIDER_RESPONSE'.length;

export const eventHeading = line('time', 'version', 'status', 'cause', 'message');

/** The event in the columns of `eventHeading`. */
export function eventLine(event: DemoEvent): string {
  const { version, status, cause, message, recordedAt } = event;
  return line(clockTime(recordedAt), String(version), status, cause, message ?? '');
}

/** Every event of a verification: past ones first, then new ones as they happen. */
export async function* eventsOf(client: DemoClient, id: string): AsyncGenerator<DemoEvent, void, undefined> {
  const results = client.follow<Followed>(followSubscription, { id });
  for await (const { verificationUpdated } of results) yield verificationUpdated;
}

/** Passes the events on, and throws DemoFault if one is missing or repeated. */
export async function* withoutGaps<Event extends DemoEvent>(
  events: AsyncIterable<Event>,
): AsyncGenerator<Event, void, undefined> {
  let expected = 1;
  for await (const event of events) {
    if (event.version !== expected) {
      throw new DemoFault(`Version ${event.version} came where version ${expected} was expected.`);
    }
    expected += 1;
    yield event;
  }
}

function line(time: string, version: string, status: string, cause: string, message: string): string {
  return `  ${time.padEnd(12)}  ${version.padStart(7)}  ${status.padEnd(statusWidth)}  ${cause.padEnd(causeWidth)}  ${message}`.trimEnd();
}

function clockTime(iso: string): string {
  const time = new Date(iso);
  return `${time.toTimeString().slice(0, 8)}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
