import type { StoredEvent } from '../domain/verification';
import type { ChangeTopic, Wake } from '../storage/store';
import { atTime } from './at-time';
import { accessEnded, authenticated, type Caller, maySee, maySeeAccount } from './caller';
import { ServiceError } from './errors';
import type { ServiceTools } from './tools';

const batchSize = 100;

/**
 * Every change of one verification, in order of version, none missed and none twice. With `sinceVersion`, changes
 * after that version that have already happened come first. Throws NOT_FOUND before the stream begins.
 */
export async function watchVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
  sinceVersion: number | null,
): Promise<AsyncIterableIterator<StoredEvent>> {
  const caller = authenticated(anyone, tools.now());
  const verification = (await tools.store.find([id])).get(id);
  if (!verification || !maySee(caller, verification)) throw notFound('verification');
  return follow(
    tools,
    caller,
    { verificationId: id },
    {
      position: sinceVersion ?? verification.version,
      read: (position) => tools.store.eventsAfter(id, position, batchSize),
      positionOf: (event) => event.version,
      // The last word about a verification whose personal data is destroyed.
      isLast: (event) => event.cause === 'REDACTED',
    },
  );
}

/** The same for all verifications of an account. `after` is the sequence of the last event seen. */
export async function watchAccount(
  tools: ServiceTools,
  anyone: Caller | null,
  account: string | null,
  after: number | null,
): Promise<AsyncIterableIterator<StoredEvent>> {
  const caller = authenticated(anyone, tools.now());
  const guid = account ?? caller.guid;
  if (!maySeeAccount(caller, guid)) throw notFound('account');
  return follow(
    tools,
    caller,
    { guid },
    {
      position: after ?? (await tools.store.accountSequence(guid)),
      read: (position) => tools.store.accountEventsAfter(guid, position, batchSize),
      positionOf: (event) => event.sequence,
      isLast: () => false,
    },
  );
}

function notFound(what: string): ServiceError {
  return new ServiceError('NOT_FOUND', `There is no such ${what}.`);
}

interface Stream {
  /** Where the reader stands: only what lies behind it is sent. */
  position: number;
  read(position: number): Promise<readonly StoredEvent[]>;
  positionOf(event: StoredEvent): number;
  isLast(event: StoredEvent): boolean;
}

/**
 * Reads the event table from a position on, and waits for a wake-up where it ends. The table is the truth and the
 * wake-up only a hint, so that nothing is missed between reading and waiting, and a slow reader holds no queue.
 */
function follow(
  tools: ServiceTools,
  caller: Caller,
  topic: ChangeTopic,
  stream: Stream,
): AsyncIterableIterator<StoredEvent> {
  const reading = new Reading(tools.store.changes.listen(topic));
  const events = read(tools, caller, stream, reading);
  return {
    next: () => events.next(),
    // A generator that waits cannot be returned from outside: wake it first, and let it end by itself.
    return: async () => {
      reading.end();
      return events.return(undefined);
    },
    throw: async (error) => {
      reading.end();
      return events.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Whether a stream is still to be read. There can be many: an AbortController would be as large as all the rest. */
class Reading {
  hasEnded = false;
  reason: ServiceError | null = null;

  constructor(readonly wake: Wake) {}

  end(reason: ServiceError | null = null): void {
    this.hasEnded = true;
    this.reason ??= reason;
    this.wake.close();
  }
}

async function* read(
  tools: ServiceTools,
  caller: Caller,
  stream: Stream,
  reading: Reading,
): AsyncGenerator<StoredEvent, undefined, undefined> {
  // A token's end ends its streams, also where nothing happens on them any more.
  const callOff = caller.expiresAt && atTime(caller.expiresAt, tools.now, () => reading.end(accessEnded()));
  const begunAt = tools.now().getTime();
  try {
    while (!reading.hasEnded) {
      const events = await stream.read(stream.position);
      for (const event of events) {
        // The rights are looked at for every event: a stream can outlive them.
        authenticated(caller, tools.now());
        if (reading.hasEnded) break;
        stream.position = stream.positionOf(event);
        yield event;
        // Who asks for the next has taken this one. What is caught up with says nothing about how fast we are.
        const recordedAt = event.recordedAt.getTime();
        if (recordedAt >= begunAt) tools.meter.delivered((tools.now().getTime() - recordedAt) / 1000);
        if (stream.isLast(event)) return;
      }
      if (events.length < batchSize) await reading.wake.next();
    }
    if (reading.reason) throw reading.reason;
  } finally {
    callOff?.();
    reading.wake.close();
  }
}
