import { type AddressInfo, createServer } from 'node:net';
import type { openWebhookSender } from '../../../src/http/destinations/webhook-sender';
import type { Closing } from '../../support/closing';
import { openWebhookReceiver } from '../../support/webhook-receiver';

export const message = (url: string) => ({
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"id":"x"}',
});
export const never = new AbortController().signal;

/** Counts connections, whatever is said on them. */
export async function openListener(opened: Closing): Promise<{ port: number; connections: () => number }> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.keep({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
  return { port: (server.address() as AddressInfo).port, connections: () => count };
}

/** A name is public when the destination is created, and private when the request is sent: what came of it. */
export async function sendAfterRebinding(open: typeof openWebhookSender, opened: Closing) {
  const { port, connections } = await openListener(opened);
  let lookUps = 0;
  const sender = open({
    allowedOrigins: [],
    timeoutMs: 2000,
    resolve(_host, _options, done) {
      lookUps += 1;
      done(null, [{ address: lookUps === 1 ? '8.8.8.8' : '127.0.0.1', family: 4 }]);
    },
  });
  opened.keep({ close: async () => sender.close() });
  const url = `https://hooks.example:${port}/`;
  const verdict = await sender.judge(url);
  const outcome = await sender.send(message(url), never);
  return { isAccepted: verdict.ok, outcome, lookUps, connections: connections() };
}

/** A receiver redirects to another one: what came of it, and how often the other one was asked. */
export async function sendToRedirect(open: typeof openWebhookSender, opened: Closing) {
  const target = opened.keep(await openWebhookReceiver());
  const receiver = opened.keep(await openWebhookReceiver());
  receiver.answer(() => ({ status: 307, headers: { location: target.url } }));
  const sender = open({ allowedOrigins: 'loopback', timeoutMs: 2000 });
  opened.keep({ close: async () => sender.close() });
  const outcome = await sender.send(message(receiver.url), never);
  return { outcome, arrivals: target.received.length };
}
