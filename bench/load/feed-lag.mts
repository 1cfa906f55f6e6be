import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { awaitedFactsOf } from '../data/facts.mts';
import { HttpConnection } from './http-connection.mts';
import type { FeedLagJob, FeedLagResult } from './jobs.mts';
import { percentiles } from './latency.mts';
import { openSource } from './sources.mts';

const document = 'subscription { verificationEvents { version verification { id } } }';
/** An event has its place within a second of its commit; one that takes much longer is lost. */
const patienceMs = 10_000;

/** Pushes at fixed moments, and follows each event into the feed of all events. */
export async function feedLag(job: FeedLagJob): Promise<FeedLagResult> {
  const url = new URL(job.url);
  const arrived = new Map<string, bigint>();
  const socket = await follow(url, (name) => arrived.set(name, process.hrtime.bigint()));
  const connections = await HttpConnection.openMany(url, job.connections);
  const next = openSource({ kind: 'pushes', first: 0, count: job.count }, url);
  const acknowledged = new Map<string, bigint>();
  try {
    const begin = performance.now();
    let taken = 0;
    await Promise.all(
      connections.map(async (connection) => {
        for (let n = taken++; n < job.pushes; n = taken++) {
          await pause(Math.max(0, begin + (n * 1000) / job.perSecond - performance.now()));
          const { bytes, expected } = next();
          const { body } = await connection.send(bytes);
          if (!body.equals(expected)) throw new Error(`A push was answered with ${body}`);
          const place = job.pushesBefore + n;
          const { id } = awaitedFactsOf(place % job.count);
          acknowledged.set(`${id} ${3 + Math.floor(place / job.count)}`, process.hrtime.bigint());
        }
      }),
    );
    const end = performance.now() + patienceMs;
    const missing = () => [...acknowledged.keys()].filter((name) => !arrived.has(name)).length;
    while (missing() > 0 && performance.now() < end) await pause(20);
    const lags = [...acknowledged].flatMap(([name, at]) => {
      const arrival = arrived.get(name);
      return arrival === undefined ? [] : [Number(arrival - at) / 1e6];
    });
    return { ...percentiles(lags), lost: missing() };
  } finally {
    socket.terminate();
    for (const connection of connections) connection.close();
  }
}

/** Resolves when the subscription is asked for; it begins with the next event. */
async function follow(url: URL, onEvent: (name: string) => void): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${url.host}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`The server closed the socket: ${code}.`)));
    socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data)) as Message;
      if (type === 'connection_ack') {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: document } }));
        resolve();
      }
      const event = payload?.data?.verificationEvents;
      if (event) onEvent(`${event.verification.id} ${event.version}`);
    });
  });
  // The service reads the end of the feed first.
  await pause(200);
  return socket;
}

interface Message {
  readonly type: string;
  readonly payload?: {
    readonly data?: {
      readonly verificationEvents: {
        readonly version: number;
        readonly verification: { readonly id: string };
      };
    };
  };
}
