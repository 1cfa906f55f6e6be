import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** One request, as it came. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The CloudEvent in it. */
  readonly event: {
    readonly id: string;
    readonly subject: string;
    readonly data: Readonly<Record<string, unknown>>;
    readonly [name: string]: unknown;
  };
}

export type Reply =
  | { readonly status: number; readonly headers?: Record<string, string> }
  /** Never answers. */
  | 'silent'
  /** Vanishes: the connection breaks without an answer. */
  | 'cut';

export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** The ids of what was answered with 2xx, in the order of the answers. */
  readonly taken: readonly string[];
  /** Decides the answer to each request; 204 by default. */
  answer(reply: (received: Received, attempt: number) => Reply): void;
  /** Resolves once that many requests have come. */
  until(count: number): Promise<readonly Received[]>;
  untilTaken(count: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const taken: string[] = [];
  const tries = new Map<string, number>();
  let reply: (received: Received, attempt: number) => Reply = () => ({ status: 204 });
  let waiting: (() => void)[] = [];
  const wakeAll = () => {
    for (const wake of waiting.splice(0)) wake();
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const event = JSON.parse(body) as Received['event'];
    const one = { headers: request.headers, body, event };
    const attempt = (tries.get(event.id) ?? 0) + 1;
    tries.set(event.id, attempt);
    received.push(one);
    const decided = reply(one, attempt);
    if (decided === 'cut') request.socket.destroy();
    else if (decided !== 'silent') {
      if (decided.status >= 200 && decided.status < 300) taken.push(event.id);
      response.writeHead(decided.status, decided.headers).end();
    }
    wakeAll();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const reach = async <Item>(list: readonly Item[], count: number) => {
    while (list.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return [...list];
  };
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    taken,
    answer(decide) {
      reply = decide;
    },
    until: (count) => reach(received, count),
    untilTaken: (count) => reach(taken, count),
    async close() {
      waiting = [];
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Throws unless the package standardwebhooks verifies it with that secret. */
export function verify({ headers, body }: Pick<Received, 'headers' | 'body'>, secret: string): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}
