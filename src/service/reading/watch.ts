import type { StoredEvent } from '../../domain/verification/event';
import type { ChangeTopic, Wake } from '../../storage/events/contract';
import { accessEnded, authenticated, type Caller, maySee, maySeeAccount } from '../access/caller';
import { ServiceError } from '../errors';
import { scheduleAt } from '../schedule-at';
import type { ServiceTools } from '../tools';
import { repeatReading } from './repeat-reading';

/** How many events are read at once. */
export const batchSize = 100;

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
  const verification = (await tools.store.verifications.find([id])).get(id);
  if (!verification || !maySee(caller, verification)) throw notFound('verification');
  return new VerificationStream(tools, caller, id, sinceVersion ?? verification.version);
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
  return new AccountStream(tools, caller, guid, after ?? (await tools.store.accounts.lastSequence(guid)));
}

function notFound(what: string): ServiceError {
  return new ServiceError('NOT_FOUND', `There is no such ${what}.`);
}

/**
 * Reads the event table from a position to its end, then waits for a wake-up. The table is the truth and the wake-up
 * only a hint, so that nothing is missed between reading and waiting, and a slow reader holds no queue.
 *
 * A service has tens of thousands of streams: a class takes half the memory of a generator with an AbortController.
 */
export abstract class Stream<Event extends { readonly recordedAt: Date } = StoredEvent>
  implements AsyncIterableIterator<Event>
{
  readonly #begunAt: number;
  readonly #wake: Wake;
  readonly #callOff: (() => void) | null;
  /** Events that were read and not taken yet. */
  #events: readonly Event[] = [];
  #taken = 0;
  /** The event handed over last; the next call of next() confirms that the reader has taken it. */
  #last: Event | null = null;
  /** True while the table may have events after the ones that were read. */
  #isBehind = true;
  #hasEnded = false;
  #reason: ServiceError | null = null;

  constructor(
    protected readonly tools: ServiceTools,
    private readonly caller: Caller,
    topic: ChangeTopic,
  ) {
    this.#begunAt = tools.now().getTime();
    this.#wake = tools.store.changes.listen(topic);
    // A token's expiry ends its streams, even those without any event.
    this.#callOff =
      caller.expiresAt && scheduleAt(caller.expiresAt, tools.now, () => this.#end(accessEnded()));
  }

  /** True while the table may have events after the ones that were read. */
  protected mayHaveMore(events: readonly Event[]): boolean {
    return events.length === batchSize;
  }

  /** The next events after the reader's position. */
  protected abstract read(): Promise<readonly Event[]>;
  /** Moves the reader's position past this event. */
  protected abstract pass(event: Event): void;
  /** True if no event can follow it. */
  protected abstract isLast(event: Event): boolean;

  async next(): Promise<IteratorResult<Event, undefined>> {
    try {
      this.#tellDelivered();
      while (!this.#hasEnded) {
        const event = this.#events[this.#taken];
        if (event) return this.#handOver(event);
        if (!this.#isBehind) await this.#wake.next();
        await this.#readOn();
      }
    } catch (error) {
      // A reading that was given up because the stream had ended is none of the reader's business.
      if (!this.#hasEnded) {
        this.#end();
        throw error;
      }
    }
    if (this.#reason) throw this.#reason;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Event, undefined>> {
    this.#end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #readOn(): Promise<void> {
    if (this.#hasEnded) return;
    const { readPatienceMs: patienceMs } = this.tools.settings;
    const hasEnded = () => this.#hasEnded;
    this.#events = await repeatReading({ patienceMs, hasEnded }, () => this.read());
    this.#taken = 0;
    this.#isBehind = this.mayHaveMore(this.#events);
  }

  #handOver(event: Event): IteratorResult<Event, undefined> {
    // Rights are checked for every event: a stream can outlive them.
    authenticated(this.caller, this.tools.now());
    this.#taken += 1;
    this.#last = event;
    this.pass(event);
    return { done: false, value: event };
  }

  #tellDelivered(): void {
    if (!this.#last) return;
    // Only events recorded after the stream began measure our latency; earlier ones are catch-up.
    const recordedAt = this.#last.recordedAt.getTime();
    if (recordedAt >= this.#begunAt) {
      this.tools.meter.delivered((this.tools.now().getTime() - recordedAt) / 1000);
    }
    if (this.isLast(this.#last)) this.#end();
    this.#last = null;
  }

  #end(reason: ServiceError | null = null): void {
    this.#hasEnded = true;
    this.#reason ??= reason;
    this.#callOff?.();
    this.#wake.close();
  }
}

class VerificationStream extends Stream {
  constructor(
    tools: ServiceTools,
    caller: Caller,
    private readonly id: string,
    private version: number,
  ) {
    super(tools, caller, { verificationId: id });
  }

  protected read(): Promise<readonly StoredEvent[]> {
    return this.tools.store.events.after(this.id, this.version, batchSize);
  }

  protected pass({ version }: StoredEvent): void {
    this.version = version;
  }

  /** Nothing follows the destruction of a verification's personal data. */
  protected isLast({ cause }: StoredEvent): boolean {
    return cause === 'REDACTED';
  }
}

class AccountStream extends Stream {
  constructor(
    tools: ServiceTools,
    caller: Caller,
    private readonly guid: string,
    private sequence: number,
  ) {
    super(tools, caller, { guid });
  }

  protected read(): Promise<readonly StoredEvent[]> {
    return this.tools.store.events.ofAccountAfter(this.guid, this.sequence, batchSize);
  }

  protected pass({ sequence }: StoredEvent): void {
    this.sequence = sequence;
  }

  protected isLast(): boolean {
    return false;
  }
}
