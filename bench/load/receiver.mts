import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A receiver of webhooks, as a process of its own: takes everything, or never answers. Its parent says which, and asks
 * how many different events it has taken.
 */
export type ReceiverMode = 'takes' | 'silent';

const taken = new Set<string>();
let mode: ReceiverMode = 'takes';

const server = createServer((request, response) => {
  request.resume();
  if (mode === 'silent') return;
  request.once('end', () => {
    taken.add(String(request.headers['webhook-id']));
    response.writeHead(204).end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');

process.on('disconnect', () => process.exit());
process.on('message', (message: { readonly mode?: ReceiverMode }) => {
  if (message.mode) mode = message.mode;
  // A request that was left unanswered is not answered any more.
  if (message.mode === 'takes') server.closeAllConnections();
  process.send?.({ taken: taken.size });
});
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` });
