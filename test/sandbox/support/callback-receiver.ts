import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ReceivedPush {
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** What the receiver answers: status and body, or nothing at all. */
export type Reaction = { readonly status: number; readonly body: string } | 'hang' | 'cut';

export const acknowledged: Reaction = { status: 200, body: '{"errno":0,"error":"succ"}' };

export interface CallbackReceiver {
  /** The address to give as callback_url. */
  readonly url: string;
  readonly received: readonly ReceivedPush[];
  /** Resolves once so many pushes have come in all. */
  arrival(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Stands where the service's callback stands. The last reaction serves all further pushes. */
export async function receiveCallbacks(...reactions: readonly Reaction[]): Promise<CallbackReceiver> {
  const received: ReceivedPush[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = await text(request);
    const reaction = reactions[received.length] ?? reactions.at(-1) ?? acknowledged;
    received.push({ path: request.url ?? '', contentType: request.headers['content-type'], body });
    for (const { count, resolve } of waiting) if (received.length >= count) resolve();
    if (reaction === 'cut') response.destroy();
    else if (reaction !== 'hang') response.writeHead(reaction.status).end(reaction.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks/onenet/unguessable`,
    received,
    arrival: (count) =>
      new Promise((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
