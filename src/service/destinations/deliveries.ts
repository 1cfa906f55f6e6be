import type { WaitingDelivery } from '../../storage/destinations/contract';
import type { FeedEntry } from '../../storage/events/contract';

/** An event that is not delivered yet. */
export interface Delivery {
  readonly place: number;
  readonly verificationId: string;
  /** Null for one that was read from the waiting ones, until its event is needed. */
  entry: FeedEntry | null;
  attempts: number;
  firstTriedAt: Date | null;
  nextAttemptAt: Date | null;
  /** Whether the store has it, or will have it, as one that waits. */
  isStored: boolean;
  isSettled: boolean;
}

export function toWaiting(delivery: Delivery): WaitingDelivery {
  const { place, verificationId, attempts, firstTriedAt, nextAttemptAt } = delivery;
  return { place, verificationId, attempts, firstTriedAt, nextAttemptAt };
}

/**
 * The deliveries of one destination that are open: a queue for each verification, whose head alone may be tried. Heads
 * are ready, or wait for their time.
 */
export class Deliveries {
  readonly #queues = new Map<string, Delivery[]>();
  readonly #fresh: Delivery[] = [];
  readonly #repeats: Delivery[] = [];
  /** By the time of their next try. */
  readonly #later: Delivery[] = [];
  /** In the order of the feed; those that the store does not have. */
  readonly #unstored: Delivery[] = [];

  get count(): number {
    return this.#queues.size;
  }

  /** How many could be tried now for the first time. */
  get freshCount(): number {
    return this.#fresh.length;
  }

  /** Adds the next one of the feed. Returns whether it must be stored, because it waits behind one that failed. */
  add(delivery: Delivery): boolean {
    const queue = this.#queues.get(delivery.verificationId);
    if (!delivery.isStored) this.#unstored.push(delivery);
    if (!queue) {
      this.#queues.set(delivery.verificationId, [delivery]);
      this.#place(delivery);
      return false;
    }
    queue.push(delivery);
    const waits = queue[0]?.isStored === true && !delivery.isStored;
    if (waits) delivery.isStored = true;
    return waits;
  }

  /** The next one to be tried now; one that was tried before only if `repeats` are wanted too. */
  take(now: Date, repeats: boolean): Delivery | undefined {
    while (this.#later[0]?.nextAttemptAt && this.#later[0].nextAttemptAt <= now) {
      const due = this.#later.shift();
      if (due) this.#repeats.push(due);
    }
    return (repeats ? this.#repeats.shift() : undefined) ?? this.#fresh.shift();
  }

  /** When the next one is due; null if none waits for its time. */
  nextDue(): Date | null {
    return this.#later[0]?.nextAttemptAt ?? null;
  }

  /** It was delivered: the one after it is next. */
  settle(delivery: Delivery): void {
    delivery.isSettled = true;
    const queue = this.#queues.get(delivery.verificationId) ?? [];
    queue.shift();
    const [next] = queue;
    if (next) this.#place(next);
    else this.#queues.delete(delivery.verificationId);
  }

  /** It failed, and waits. Returns it and those after it that must be stored. */
  postpone(delivery: Delivery): readonly Delivery[] {
    this.#place(delivery);
    const queue = this.#queues.get(delivery.verificationId) ?? [];
    const fresh = queue.filter(({ isStored }) => !isStored);
    for (const one of fresh) one.isStored = true;
    return [...new Set([delivery, ...fresh])];
  }

  /** Puts it back, as if it had not been tried. */
  putBack(delivery: Delivery): void {
    (delivery.attempts > 0 ? this.#repeats : this.#fresh).unshift(delivery);
  }

  /** Makes everything that waits for its time ready. */
  release(): void {
    this.#repeats.push(...this.#later.splice(0));
  }

  /** The place up to which everything is delivered or stored; `read`: how far the feed was read. */
  reached(read: number): number {
    while (this.#unstored[0] && (this.#unstored[0].isStored || this.#unstored[0].isSettled))
      this.#unstored.shift();
    const [first] = this.#unstored;
    return first ? first.place - 1 : read;
  }

  #place(delivery: Delivery): void {
    const time = delivery.nextAttemptAt?.getTime();
    if (time === undefined) {
      (delivery.attempts > 0 ? this.#repeats : this.#fresh).push(delivery);
      return;
    }
    let [low, high] = [0, this.#later.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#later[middle]?.nextAttemptAt?.getTime() ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    this.#later.splice(low, 0, delivery);
  }
}

/** The delivery of an event that was just read. */
export function untried(entry: NonNullable<Delivery['entry']>): Delivery {
  return {
    place: entry.place,
    verificationId: entry.event.verificationId,
    entry,
    attempts: 0,
    firstTriedAt: null,
    nextAttemptAt: null,
    isStored: false,
    isSettled: false,
  };
}
