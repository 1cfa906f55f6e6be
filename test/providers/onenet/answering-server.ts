import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LogFields, ProviderTools } from '../../../src/providers/provider';

export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Reply = (response: ServerResponse) => void;

/** The far end of one provider: it keeps what it was sent and answers every request with the same reply. */
export async function startAnsweringServer(reply: Reply) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url: path, headers } = request;
    received.push({ method, path, headers, body: Buffer.concat(chunks).toString('utf8') });
    reply(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    received,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export function json(body: unknown, status = 200): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

export function page(status: number): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>gateway</h1>');
  };
}

/** The connection stays open and nothing ever comes. */
export const never: Reply = () => undefined;

/** The connection breaks in the middle of an answer. */
export const cut: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{"errno": 0,', () => response.destroy());
};

/** Tools with a fixed clock, and every log line they were given, as text. */
export function recordingTools(now: Date, timeoutMs = 10_000) {
  const lines: string[] = [];
  const keep = (level: string) => (fields: LogFields, message: string) => {
    lines.push(JSON.stringify({ level, ...fields, message }));
  };
  const tools: ProviderTools = {
    fetch: globalThis.fetch,
    now: () => now,
    log: { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') },
    timeoutMs,
  };
  return { tools, lines };
}
