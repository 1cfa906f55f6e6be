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
  return new AccountStream(tools, caller, guid, after ?? (await tools.store.accountSequence(guid)));
}

function notFound(what: string): ServiceError {
  return new ServiceError('NOT_FOUND', `There is no such ${what}.`);
}

/**
 * Reads the event table from a position on, and waits for a wake-up where it ends. The table is the truth and the
 * wake-up only a hint, so that nothing is missed between reading and waiting, and a slow reader holds no queue.
 *
 * A service has ten thousands of these: a class takes half the memory of a generator with an AbortController.
 */
abstract class Stream implements AsyncIterableIterator<StoredEvent> {
  readonly #begunAt: number;
  readonly #wake: Wake;
  readonly #callOff: (() => void) | null;
  /** What has been read and not been taken yet. */
  #events: readonly StoredEvent[] = [];
  #taken = 0;
  /** Handed over; who asks for the next has taken it. */
  #last: StoredEvent | null = null;
  /** Whether more may lie behind what was read. */
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
    // A token's end ends its streams, also where nothing happens on them any more.
    this.#callOff = caller.expiresAt && atTime(caller.expiresAt, tools.now, () => this.#end(accessEnded()));
  }

  /** The events behind where the reader stands. */
  protected abstract read(): Promise<readonly StoredEvent[]>;
  /** The reader stands behind this one now. */
  protected abstract pass(event: StoredEvent): void;
  /** Whether nothing can come after it. */
  protected abstract isLast(event: StoredEvent): boolean;

  async next(): Promise<IteratorResult<StoredEvent, undefined>> {
    try {
      this.#tellDelivered();
      while (!this.#hasEnded) {
        const event = this.#events[this.#taken];
        if (event) return this.#handOver(event);
        if (!this.#isBehind) await this.#wake.next();
        await this.#readOn();
      }
    } catch (error) {
      this.#end();
      throw error;
    }
    if (this.#reason) throw this.#reason;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<StoredEvent, undefined>> {
    this.#end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #readOn(): Promise<void> {
    if (this.#hasEnded) return;
    this.#events = await this.read();
    this.#taken = 0;
    this.#isBehind = this.#events.length === batchSize;
  }

  #handOver(event: StoredEvent): IteratorResult<StoredEvent, undefined> {
    // The rights are looked at for every event: a stream can outlive them.
    authenticated(this.caller, this.tools.now());
    this.#taken += 1;
    this.#last = event;
    this.pass(event);
    return { done: false, value: event };
  }

  #tellDelivered(): void {
    if (!this.#last) return;
    // What is caught up with says nothing about how fast we are.
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
    return this.tools.store.eventsAfter(this.id, this.version, batchSize);
  }

  protected pass({ version }: StoredEvent): void {
    this.version = version;
  }

  /** The last word about a verification whose personal data is destroyed. */
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
    return this.tools.store.accountEventsAfter(this.guid, this.sequence, batchSize);
  }

  protected pass({ sequence }: StoredEvent): void {
    this.sequence = sequence;
  }

  protected isLast(): boolean {
    return false;
  }
}
