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

/** Asks again and again from its own place, whichever process answers, until it is stopped. */
export class FeedReader {
  readonly seen: FeedItem[] = [];
  #hasStopped = false;
  readonly #reading: Promise<void>;

  constructor(urlOf: () => string, sizeOf: () => number) {
    this.#reading = (async () => {
      while (!this.#hasStopped) {
        const page = await readPage(urlOf(), sizeOf(), this.seen.at(-1)?.cursor).catch(() => []);
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
