import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { awaitedFactsOf } from '../data/facts.mts';
import { seededVersion } from '../data/subscription.mts';
import { listen } from './peer.mts';

/**
 * A bare `ws` server: every push becomes one text, which goes to all sockets unchanged. It inspects and stores nothing,
 * and does not care who missed an event: the lower bound of a broadcast.
 */
const sockets = new Set<WebSocket>();
let version = seededVersion;

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    version += 1;
    const text = eventText();
    for (const socket of sockets) socket.send(text);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"errno":0,"error":"succ"}');
  });
});

const upgrades = new WebSocketServer({ server, perMessageDeflate: false });
upgrades.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { type } = JSON.parse(String(data)) as { type: string };
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type === 'subscribe') {
      sockets.add(socket);
      socket.send(eventText());
    }
  });
  socket.on('close', () => sockets.delete(socket));
});

/** The same limit as this service's. */
function eventText(): string {
  const { id } = awaitedFactsOf(0);
  const subject = { realName: '甄**', identityNo: '1***************31', mobileNo: '199****5000' };
  const verification = {
    id,
    version,
    provider: 'ONENET',
    method: 'ONENET_PAGE',
    status: 'APPROVED',
    subject,
  };
  const verificationUpdated = {
    version,
    status: 'APPROVED',
    cause: 'PROVIDER_CALLBACK',
    message: 'OneNET: 认证通过',
    occurredAt: '2025-03-02T00:00:00.000Z',
    verification,
  };
  return JSON.stringify({ id: '1', type: 'next', payload: { data: { verificationUpdated } } });
}

listen(server);
