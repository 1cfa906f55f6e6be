import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { LogFields } from '../../src/domain/privacy/log-fields';
import type { ProviderTools } from '../../src/providers/provider';

export interface Received {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** An answer, or what the far end does instead of answering. */
export type Reaction =
  | {
      readonly status?: number;
      readonly json?: unknown;
      /** The body as it is. */
      readonly raw?: string | Uint8Array;
      readonly headers?: Readonly<Record<string, string>>;
      readonly location?: string;
    }
  /** Never. */
  | 'hang'
  /** The connection breaks before an answer. */
  | 'cut'
  /** The connection breaks in the middle of an answer. */
  | 'break';

export interface FarEnd {
  readonly baseUrl: string;
  /** Everything that arrived, in order. */
  readonly received: readonly Received[];
  /** The requests to addresses that begin so. */
  at(path: string): readonly Received[];
  close(): Promise<void>;
}

/** The provider's place on a real socket: keeps what it was sent and reacts as the test says. */
export async function openFarEnd(react: (request: Received) => Reaction): Promise<FarEnd> {
  const received: Received[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: await text(incoming) };
    received.push(request);
    const reaction = react(request);
    if (reaction === 'cut') response.destroy();
    if (reaction === 'break') {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"code": 200,', () => response.destroy());
    }
    if (typeof reaction === 'string') return;
    const location = reaction.location ? { location: reaction.location } : {};
    response.writeHead(reaction.status ?? 200, { ...reaction.headers, ...location });
    response.end(reaction.raw ?? (reaction.json === undefined ? '' : JSON.stringify(reaction.json)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    at: (path) => received.filter((request) => request.url.startsWith(path)),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface RecordedTools extends ProviderTools {
  /** Every line that was logged, as JSON. */
  readonly lines: readonly string[];
  /** Moves the clock. */
  advance(ms: number): void;
}

/** Tools with a clock that only the test moves, and a log that keeps its lines. */
export function recordTools(
  timeoutMs = 10_000,
  startAt = new Date('2030-05-06T07:08:09.000Z'),
): RecordedTools {
  const lines: string[] = [];
  let now = startAt.getTime();
  const keep = (level: string) => (fields: LogFields, message: string) => {
    lines.push(JSON.stringify({ level, ...fields, message }));
  };
  return {
    fetch: globalThis.fetch,
    now: () => new Date(now),
    log: { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') },
    timeoutMs,
    circuitBreaker: { concurrency: 64, failures: 10, pauseMs: 5000 },
    meter: { call() {}, breaker() {} },
    lines,
    advance(ms) {
      now += ms;
    },
  };
}

/** A sample of a provider's document, e.g. 'ucenter/result'. */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, '../fixtures', `${name}.json`), 'utf8'));
}
