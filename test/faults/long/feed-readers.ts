import { WebSocket } from 'ws';
import { askAs } from '../frame/ask';

export interface FeedItem {
  readonly cursor: string;
  readonly id: string;
  readonly version: number;
}

interface Page {
  readonly verificationEvents: {
    readonly edges: readonly {
      readonly cursor: string;
      readonly node: { readonly version: number; readonly verification: { readonly id: string } };
    }[];
  };
}

const pageQuery = `query ($first: Int, $after: String) {
  verificationEvents(first: $first, after: $after) { edges { cursor node { version verification { id } } } }
}`;

export async function readPage(url: string, first: number, after?: string): Promise<readonly FeedItem[]> {
  const { verificationEvents } = await askAs<Page>(url, 'reader', pageQuery, { first, after });
  return verificationEvents.edges.map(({ cursor, node }) => ({
    cursor,
    id: node.verification.id,
    version: node.version,
  }));
}

/** Everything behind a cursor. */
export async function readAll(url: string, after?: string): Promise<readonly FeedItem[]> {
  const items: FeedItem[] = [];
  for (;;) {
    const page = await readPage(url, 1000, items.at(-1)?.cursor ?? after);
    items.push(...page);
    if (page.length === 0) return items;
  }
}

export interface ReaderOptions {
  /** Which process is asked; asked every time. */
  readonly urlOf: () => string;
  readonly sizeOf: () => number;
  /** Whether the reader dies before it has made use of a page, and goes on from what it had. */
  readonly dies: () => boolean;
}

/** Asks again and again from its own place, whichever process answers, until it is stopped. */
export class FeedReader {
  readonly seen: FeedItem[] = [];
  #hasStopped = false;
  readonly #reading: Promise<void>;

  constructor({ urlOf, sizeOf, dies }: ReaderOptions) {
    this.#reading = (async () => {
      while (!this.#hasStopped) {
        const page = await readPage(urlOf(), sizeOf(), this.seen.at(-1)?.cursor).catch(() => []);
        if (dies()) continue;
        this.seen.push(...page);
        if (page.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
  }

  async stop(): Promise<void> {
    this.#hasStopped = true;
    await this.#reading;
  }
}

const subscription = `subscription ($after: String) {
  verificationEvents(after: $after) { feedCursor version verification { id } }
}`;

/** Follows the feed by subscription, and comes back from its own place whenever its stream breaks. */
export class FeedFollower {
  readonly seen: FeedItem[] = [];
  #socket: WebSocket | null = null;
  #hasStopped = false;
  readonly #following: Promise<void>;

  constructor(urlOf: () => string) {
    this.#following = (async () => {
      while (!this.#hasStopped) {
        // Without a place a subscription begins with the next event.
        if (this.seen.length === 0) this.seen.push(...(await readPage(urlOf(), 1).catch(() => [])));
        if (this.seen.length > 0) await this.#follow(urlOf());
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
  }

  /** Goes away in the midst of whatever is being sent. */
  die(): void {
    this.#socket?.terminate();
  }

  async stop(): Promise<void> {
    this.#hasStopped = true;
    this.die();
    await this.#following;
  }

  #follow(url: string): Promise<void> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, ['graphql-transport-ws'], {
      headers: { 'x-dev-guid': 'reader' },
    });
    this.#socket = socket;
    const send = (message: object) => socket.send(JSON.stringify(message));
    socket.on('open', () => send({ type: 'connection_init' }));
    socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data)) as { type: string; payload?: unknown };
      const variables = { after: this.seen.at(-1)?.cursor };
      if (type === 'connection_ack')
        send({ type: 'subscribe', id: '1', payload: { query: subscription, variables } });
      else if (type === 'next') this.#take(payload);
      else if (type !== 'ping' && type !== 'pong') socket.terminate();
    });
    socket.on('error', () => {});
    return new Promise((resolve) => socket.on('close', () => resolve()));
  }

  #take(payload: unknown): void {
    const { data } = payload as {
      readonly data?: {
        readonly verificationEvents: {
          readonly feedCursor: string;
          readonly version: number;
          readonly verification: { readonly id: string };
        };
      } | null;
    };
    if (!data) {
      this.die();
      return;
    }
    const { feedCursor: cursor, version, verification } = data.verificationEvents;
    this.seen.push({ cursor, id: verification.id, version });
  }
}
