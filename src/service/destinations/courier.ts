import { setTimeout as pause } from 'node:timers/promises';
import { cloudEventOf, messageIdOf } from '../../domain/destinations/cloud-event';
import { type DeliveryFailure, isSpent, pauseAfter } from '../../domain/destinations/destination';
import type { OpenedDestination } from '../../storage/destinations/contract';
import type { ServiceTools } from '../tools';
import { Deliveries, type Delivery, toWaiting, untried } from './deliveries';
import type { SendOutcome, WebhookSender } from './sender';
import { signedRequest } from './signed-request';

/** Requests under way to one destination, and those of them that are repeated: new events do not wait for old ones. */
const maxRequests = 32;
const maxRepeats = 8;
/** Events that are read at once. */
const pageSize = 100;
/** After so many failures in a row a destination is taken to be down: no further events are tried until one arrives. */
const failuresOfDown = 200;
/** Verifications that wait at one destination, at most; it bounds the memory. */
const maxWaiting = 10_000;
/** Once one arrives after so many failures, everything that waits is tried at once. */
const failuresOfSpell = 20;
/** How often progress is stored, in milliseconds: after a crash, what was delivered since is delivered again. */
const storePauseMs = 100;
const databasePauseMs = 1000;

export type CourierTools = Pick<ServiceTools, 'store' | 'now' | 'log' | 'meter' | 'settings'>;

/**
 * Delivers the events of one destination, from where the last delivery came to: in order within a verification, many
 * verifications at a time. Ends when it is stopped, or when the destination's settings have changed.
 */
export class Courier {
  readonly #open = new Deliveries();
  readonly #stop = new AbortController();
  readonly #waiting = new Map<number, Delivery>();
  /** Places whose stored row is to go; never one of those that wait. */
  readonly #settled = new Set<number>();
  readonly #under = new Set<Promise<void>>();
  #repeats = 0;
  #read: number;
  #hasMore = true;
  #isReading = false;
  #reading: Promise<void> = Promise.resolve();
  #isDirty = false;
  #failuresInARow = 0;
  #isFailing: boolean;
  #isPaused = false;
  #lastSuccessAt: Date | null;
  #lastFailure: DeliveryFailure | null;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly tools: CourierTools,
    private readonly sender: WebhookSender,
    private readonly opened: OpenedDestination,
  ) {
    const { destination, waiting } = opened;
    this.#read = destination.reached;
    this.#isFailing = destination.isFailing;
    this.#lastSuccessAt = destination.lastSuccessAt;
    this.#lastFailure = destination.lastFailure;
    for (const one of waiting) {
      // One at a later place was stored before those at earlier places were settled; the feed brings it again.
      if (one.place > destination.reached) this.#settled.add(one.place);
      else this.#open.add({ ...one, entry: null, isStored: true, isSettled: false });
    }
  }

  /** Begun by this delivery; another one means that something has changed. */
  get epoch(): number {
    return this.opened.destination.epoch;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Runs until it is stopped, then stores what was done. */
  async run(lost: AbortSignal): Promise<void> {
    const wake = this.tools.store.changes.listen({ all: 'placed' });
    const end = () => this.#stop.abort();
    lost.addEventListener('abort', end, { once: true });
    const { signal } = this.#stop;
    const ended = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    if (lost.aborted) end();
    const watching = this.#watch(wake.next.bind(wake));
    const storing = this.#storeAgainAndAgain();
    this.#pump();
    await ended;
    clearTimeout(this.#timer);
    wake.close();
    await Promise.all([watching, storing, this.#reading, ...this.#under]);
    await this.#store();
  }

  async #watch(next: () => Promise<void>): Promise<void> {
    while (!this.#hasStopped) {
      await next();
      this.#hasMore = true;
      this.#pump();
    }
  }

  get #hasStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Begins whatever can begin now. */
  #pump(): void {
    if (this.#hasStopped) return;
    const now = this.tools.now();
    while (this.#under.size < maxRequests) {
      const delivery = this.#open.take(now, this.#repeats < maxRepeats);
      if (!delivery) break;
      const attempt = this.#attempt(delivery).finally(() => {
        this.#under.delete(attempt);
        this.#pump();
      });
      this.#under.add(attempt);
    }
    const isDown = this.#failuresInARow >= failuresOfDown || this.#open.count >= maxWaiting;
    if (this.#hasMore && !this.#isReading && !isDown && this.#open.freshCount < maxRequests) {
      this.#reading = this.#readOn();
    }
    this.#wakeAt(this.#open.nextDue());
  }

  #wakeAt(due: Date | null): void {
    clearTimeout(this.#timer);
    if (due === null) return;
    const inMs = Math.min(Math.max(due.getTime() - this.tools.now().getTime(), 1), 60_000);
    this.#timer = setTimeout(() => this.#pump(), inMs);
    this.#timer.unref();
  }

  async #readOn(): Promise<void> {
    this.#isReading = true;
    try {
      this.#hasMore = false;
      const { filter } = this.opened.destination;
      const page = await this.tools.store.feed.matching({ after: this.#read, filter, limit: pageSize });
      for (const entry of page.entries) this.#add(entry);
      this.#hasMore ||= page.hasMore;
      const read = page.searchedTo?.place ?? this.#read;
      this.#isDirty ||= read !== this.#read;
      this.#read = read;
    } catch (error) {
      await this.#sayAndRest('destination cannot read the feed', error);
      this.#hasMore = true;
    } finally {
      this.#isReading = false;
    }
    this.#pump();
  }

  #add(entry: NonNullable<Delivery['entry']>): void {
    const delivery = untried(entry);
    if (this.#open.add(delivery)) this.#keep(delivery);
  }

  /** Stores it as one that waits; the feed brought it again if its row was about to go. */
  #keep(delivery: Delivery): void {
    this.#waiting.set(delivery.place, delivery);
    this.#settled.delete(delivery.place);
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const isRepeat = delivery.attempts > 0;
    if (isRepeat) this.#repeats += 1;
    const startedAt = this.tools.now();
    try {
      const request = await this.#requestOf(delivery);
      const outcome = await this.sender.send(request, this.#stop.signal);
      const isDelivered = outcome.status !== null && outcome.status >= 200 && outcome.status <= 299;
      this.tools.meter.delivery({ result: isDelivered ? 'delivered' : 'failed' });
      if (isDelivered) this.#succeed(delivery);
      else this.#fail(delivery, outcome, startedAt);
    } catch (error) {
      this.#open.putBack(delivery);
      if (!this.#hasStopped) await this.#sayAndRest('destination cannot prepare a delivery', error);
    } finally {
      if (isRepeat) this.#repeats -= 1;
    }
  }

  async #requestOf(delivery: Delivery) {
    const { store, settings } = this.tools;
    delivery.entry ??= (await store.feed.after(delivery.place - 1, 1))[0] ?? null;
    const { id, epoch } = this.opened.destination;
    // Read again for every try: an account may have been redacted while its events wait, and a secret that was
    // replaced, or a destination that was paused, must be that from the answer to its mutation on.
    const [envelopes, current] = await Promise.all([
      store.destinations.envelopes([delivery.verificationId]),
      store.destinations.epochOf(id),
    ]);
    if (current !== epoch) {
      this.stop();
      throw new Error('The settings of the destination have changed.');
    }
    const envelope = envelopes.get(delivery.verificationId);
    if (!delivery.entry || !envelope) throw new Error('The event of a delivery is missing.');
    const body = cloudEventOf(delivery.entry.event, delivery.entry, envelope, settings.publicUrl());
    return signedRequest(this.opened, messageIdOf(delivery.entry.event), body, this.tools.now());
  }

  #succeed(delivery: Delivery): void {
    if (delivery.isStored) {
      this.#waiting.delete(delivery.place);
      this.#settled.add(delivery.place);
    }
    this.#open.settle(delivery);
    const wasDown = this.#failuresInARow >= failuresOfSpell || this.#isFailing;
    this.#failuresInARow = 0;
    this.#isFailing = false;
    this.#lastSuccessAt = this.tools.now();
    if (this.#lastFailure?.place === delivery.place) {
      this.#lastFailure = { ...this.#lastFailure, nextAttemptAt: null };
    }
    if (wasDown) this.#open.release();
    this.#isDirty = true;
  }

  #fail(delivery: Delivery, { status, words }: SendOutcome, startedAt: Date): void {
    const { schedule } = this.tools.settings.webhooks;
    this.#failuresInARow += 1;
    delivery.attempts += 1;
    delivery.firstTriedAt ??= startedAt;
    const now = this.tools.now();
    const isGone = status === 410;
    delivery.nextAttemptAt = new Date(now.getTime() + pauseAfter(schedule, delivery.attempts));
    const { attempts, place, firstTriedAt } = delivery;
    const nextAttemptAt = isGone ? null : delivery.nextAttemptAt;
    this.#lastFailure = { at: now, httpStatus: status, message: words, attempts, nextAttemptAt, place };
    const nothingSince = this.#lastSuccessAt === null || this.#lastSuccessAt < firstTriedAt;
    if (isSpent(schedule, attempts) && nothingSince && !this.#isFailing) {
      this.#isFailing = true;
      this.tools.log.warn(
        { destination: this.opened.destination.id, ...(status !== null && { httpStatus: status }) },
        'destination is failing',
      );
    }
    for (const one of this.#open.postpone(delivery)) this.#keep(one);
    this.#isDirty = true;
    if (isGone) {
      this.#isPaused = true;
      this.tools.log.warn(
        { destination: this.opened.destination.id },
        'destination answered 410 and is paused',
      );
      this.stop();
    }
  }

  async #storeAgainAndAgain(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pause(storePauseMs, undefined, { signal, ref: false }).catch(() => {});
      if (this.#isDirty || this.#waiting.size > 0) await this.#store();
    }
  }

  async #store(): Promise<void> {
    if (!this.#isDirty && this.#waiting.size === 0 && this.#settled.size === 0) return;
    const { id, epoch } = this.opened.destination;
    const waiting = [...this.#waiting.values()];
    const settled = [...this.#settled];
    this.#waiting.clear();
    this.#settled.clear();
    this.#isDirty = false;
    try {
      const isStored = await this.tools.store.destinations.store(id, epoch, {
        reached: this.#open.reached(this.#read),
        isPaused: this.#isPaused,
        isFailing: this.#isFailing,
        lastSuccessAt: this.#lastSuccessAt,
        lastFailure: this.#lastFailure,
        waiting: waiting.map(toWaiting),
        settled,
      });
      // Another process, or a change of the settings, has begun a new epoch.
      if (!isStored) this.stop();
    } catch (error) {
      for (const one of waiting) if (!one.isSettled) this.#waiting.set(one.place, one);
      for (const place of settled) if (!this.#waiting.has(place)) this.#settled.add(place);
      this.#isDirty = true;
      if (!this.#hasStopped) await this.#sayAndRest('destination cannot store its progress', error);
    }
  }

  async #sayAndRest(words: string, error: unknown): Promise<void> {
    this.tools.meter.fault({ place: 'sweeper' });
    this.tools.log.error({ destination: this.opened.destination.id }, words, error);
    await pause(databasePauseMs, undefined, { signal: this.#stop.signal, ref: false }).catch(() => {});
  }
}
