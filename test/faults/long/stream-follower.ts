import { type EventStream, openEventStream } from '../../support/event-stream';
import { placeOf } from '../frame/follower';
import type { Ledger } from '../frame/ledger';

const fields = 'cursor version verification { id }';
const accountUpdates = `subscription ($after: String) { event: userVerificationUpdated(after: $after) { ${fields} } }`;
const verificationUpdates = `subscription ($id: ID!, $since: Int) { event: verificationUpdated(id: $id, sinceVersion: $since) { ${fields} } }`;

/**
 * Follows an account, or with `id` one verification of it, over SSE. After a break, and after an error in the place of
 * an event, it resumes behind the last event it saw.
 */
export class StreamFollower {
  readonly #places: number[] = [];
  #stream: EventStream | null = null;
  #isStopped = false;
  #pumping: Promise<void> = Promise.resolve();
  #onNews: () => void = () => {};

  constructor(
    readonly guid: string,
    readonly id: string | null = null,
  ) {}

  get seen(): readonly number[] {
    return this.#places;
  }

  async connect(url: string): Promise<void> {
    await this.stop();
    this.#isStopped = false;
    this.#stream = await this.#open(url);
    this.#pumping = this.#pump(url, this.#stream);
  }

  /** Resolves once it has seen that place, or its stream has ended. */
  async reaches(place: number): Promise<void> {
    let isOver = false;
    void this.#pumping.then(() => {
      isOver = true;
      this.#onNews();
    });
    while ((this.#places.at(-1) ?? 0) < place && !isOver) {
      await new Promise<void>((resolve) => {
        this.#onNews = resolve;
      });
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#stream?.close();
    await this.#pumping;
    this.#stream = null;
  }

  /** Enters in the ledger what it saw twice, out of order, or not at all, up to that place. */
  enter(ledger: Ledger, last: number): void {
    const who = `the stream of ${this.id ?? this.guid}`;
    this.#places.forEach((place, index) => {
      if (this.#places.indexOf(place) < index) ledger.doubled(`${place} for ${who}`);
      else if (place < (this.#places[index - 1] ?? 0)) ledger.regressed(`${place} for ${who}`);
    });
    const seen = new Set(this.#places);
    for (let place = 1; place <= last; place += 1) if (!seen.has(place)) ledger.lost(`${place} for ${who}`);
  }

  #open(url: string): Promise<EventStream> {
    const last = this.#places.at(-1) ?? 0;
    const after = Buffer.from(`v1:${last}`).toString('base64url');
    return openEventStream(url, this.id === null ? accountUpdates : verificationUpdates, {
      variables: this.id === null ? { after } : { id: this.id, since: last },
      headers: { 'x-dev-guid': this.guid },
    });
  }

  async #pump(url: string, stream: EventStream): Promise<void> {
    for (;;) {
      const result = await stream.next().catch(() => null);
      if (result === null) return;
      const event = result.data?.['event'] as { cursor: string; version: number } | undefined;
      if (event) {
        this.#places.push(this.id === null ? placeOf(event.cursor) : event.version);
        this.#onNews();
      } else {
        await stream.close();
        stream = await this.#open(url);
        this.#stream = stream;
        if (this.#isStopped) await stream.close();
      }
    }
  }
}
