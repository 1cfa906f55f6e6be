import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface Heard {
  readonly kind: string;
  readonly action: string;
  readonly id: string;
  readonly verifier: string;
  readonly payload?: {
    readonly data?: unknown;
    readonly errors?: readonly { extensions: { code: string } }[];
  };
  readonly errors?: readonly { readonly message: string; extensions: { code: string } }[];
}

export interface CallbackRouter {
  /** Every message that was posted, in order. */
  readonly heard: readonly Heard[];
  readonly headers: readonly Record<string, unknown>[];
  /** The callback address. */
  readonly url: string;
  /** The first message of that kind, once it has come. */
  until(isThere: (message: Heard) => boolean): Promise<Heard>;
  close(): Promise<void>;
}

/** A router that takes what is posted to its callback address; `statusFor` is how it answers each message. */
export async function openCallbackRouter(
  statusFor: (message: Heard, count: number) => number = () => 204,
): Promise<CallbackRouter> {
  const heard: Heard[] = [];
  const headers: Record<string, unknown>[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const message = (await json(request)) as Heard;
    heard.push(message);
    headers.push(request.headers);
    const status = statusFor(message, heard.length);
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    for (const wake of waiting.splice(0)) wake();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    heard,
    headers,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback/s-1`,
    async until(isThere) {
      for (;;) {
        const found = heard.find(isThere);
        if (found) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The part of a request's extensions that asks for events at a router's callback address. */
export function callbackWish(callbackUrl: string, more: object = {}): object {
  return {
    callbackUrl,
    subscriptionId: 's-1',
    verifier: 'a-verifier-nobody-else-knows',
    heartbeatIntervalMs: 0,
    ...more,
  };
}
