import { WebSocket } from 'ws';
import type { SocketMessage } from '../../support/socket';

export interface SeenEvent {
  /** In the account's stream, or the version in a verification's: one more with every event. */
  readonly place: number;
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

interface EventPayload {
  readonly cursor: string;
  readonly version: number;
  readonly status: string;
  readonly verification: { readonly id: string };
}

const fields = 'cursor version status verification { id }';
const accountUpdates = `subscription ($after: String) {
  event: userVerificationUpdated(after: $after) { ${fields} }
}`;
const verificationUpdates = `subscription ($id: ID!, $since: Int) {
  event: verificationUpdated(id: $id, sinceVersion: $since) { ${fields} }
}`;

const reconnectPauseMs = 100;

/** Follows an account, or one verification of it, from its first event on; after a break it resumes where it was. */
export class Follower {
  readonly seen: SeenEvent[] = [];
  /** The codes with which its sockets were closed so far. */
  readonly closes: number[] = [];
  #socket: WebSocket | null = null;
  #ended: Promise<void> = Promise.resolve();
  #onNews: () => void = () => {};
  #isKept = false;
  #keeping: Promise<void> = Promise.resolve();

  /** Of the whole account, or of the one verification with this id. */
  constructor(
    readonly guid: string,
    readonly id: string | null = null,
  ) {}

  get lastPlace(): number {
    return this.seen.at(-1)?.place ?? 0;
  }

  /** Resolves when the operation is sent; rejects when it never comes to that. The old socket, if any, is cut. */
  async connect(url: string): Promise<void> {
    await this.disconnect();
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, ['graphql-transport-ws'], {
      headers: { 'x-dev-guid': this.guid },
    });
    this.#socket = socket;
    const send = (message: SocketMessage) => socket.send(JSON.stringify(message));
    const asked = new Promise<void>((resolve, reject) => {
      socket.on('open', () => send({ type: 'connection_init' }));
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as SocketMessage;
        const event = message.type === 'next' ? eventIn(message.payload) : null;
        if (event) this.#see(event);
        else if (message.type === 'connection_ack') {
          send({ type: 'subscribe', id: '1', payload: this.#operation() });
          resolve();
        }
        // A stream that ends or fails says so; a follower that is refused is told. Either way it has to come again.
        else socket.terminate();
      });
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the socket was closed before it was greeted')));
    });
    this.#ended = new Promise((resolve) => {
      socket.on('close', (code) => {
        this.closes.push(code);
        resolve();
      });
    });
    await asked;
  }

  /** Connects, and connects again whenever the stream breaks, until `stop`; where to is asked each time. */
  keepUp(url: () => string): void {
    this.#isKept = true;
    const keep = async () => {
      while (this.#isKept) {
        await this.connect(url()).catch(() => {});
        await this.#ended;
        if (this.#isKept) await new Promise((resolve) => setTimeout(resolve, reconnectPauseMs));
      }
    };
    this.#keeping = keep();
  }

  /** True once it has seen this place; false when that does not happen in time. */
  async reaches(place: number, withinMs: number): Promise<boolean> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#onNews();
    }, withinMs);
    while (this.lastPlace < place && !isLate) {
      await new Promise<void>((resolve) => {
        this.#onNews = resolve;
      });
    }
    clearTimeout(timer);
    return this.lastPlace >= place;
  }

  /** When the stream has ended, by whomever. */
  ended(): Promise<void> {
    return this.#ended;
  }

  /** Cuts the stream without a word. */
  async disconnect(): Promise<void> {
    this.#socket?.terminate();
    this.#socket = null;
    await this.#ended;
  }

  async stop(): Promise<void> {
    this.#isKept = false;
    await this.disconnect();
    await this.#keeping;
  }

  #operation(): { readonly query: string; readonly variables: Record<string, unknown> } {
    const place = this.lastPlace;
    return this.id === null
      ? { query: accountUpdates, variables: { after: cursorAt(place) } }
      : { query: verificationUpdates, variables: { id: this.id, since: place } };
  }

  #see({ cursor, version, status, verification }: EventPayload): void {
    const place = this.id === null ? placeOf(cursor) : version;
    this.seen.push({ place, id: verification.id, version, status });
    this.#onNews();
  }
}

function eventIn(payload: unknown): EventPayload | null {
  const { data } = payload as { readonly data?: { readonly event: EventPayload } | null };
  return data?.event ?? null;
}

/** A cursor is opaque to clients; here it is opened, to see that there is no gap before it. */
export function placeOf(cursor: string): number {
  return Number(Buffer.from(cursor, 'base64url').toString().replace(/^v1:/, ''));
}

function cursorAt(place: number): string {
  return Buffer.from(`v1:${place}`).toString('base64url');
}
