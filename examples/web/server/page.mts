import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { type BuiltFiles, buildPage } from './build-page.mts';
import { passOnTo } from './pass-on.mts';

const usualPort = 4100;

/** The page may load and call only what its own server serves. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageOptions {
  /** The folder of index.html. */
  readonly root: string;
  /** The address that /graphql is forwarded to, WebSockets included. */
  readonly graphqlUrl: string;
  /** Exactly this port; null: the default one, or any other if that is in use. */
  readonly port: number | null;
}

/** Builds the page and serves it together with the router at one address. Adds everything to close to `stack`. */
export async function startPage(
  stack: AsyncDisposableStack,
  { root, graphqlUrl, port }: PageOptions,
): Promise<string> {
  const files = await buildPage(root);
  const router = passOnTo(graphqlUrl);
  const server = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '').split('?', 1);
    if (path === '/graphql') router.request(request, response);
    else sendFile(response, files, path === '/' ? 'index.html' : path.slice(1));
  });
  server.on('upgrade', router.upgrade);
  await listen(server, port);
  stack.defer(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    router.close();
    await closed;
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function sendFile(response: ServerResponse, files: BuiltFiles, name: string): void {
  const content = files.get(name);
  const type = contentTypes[extname(name)];
  if (content === undefined || type === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  });
  response.end(content);
}

async function listen(server: Server, port: number | null): Promise<void> {
  try {
    await listenAt(server, port ?? usualPort);
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken) throw error;
    if (port !== null) throw new Error(`PORT ${port} is taken by another program.`, { cause: error });
    await listenAt(server, 0);
  }
}

async function listenAt(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}
