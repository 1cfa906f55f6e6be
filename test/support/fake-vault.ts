import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Secret {
  /** By version - 1; null for a version that was destroyed. */
  readonly versions: (Record<string, unknown> | null)[];
}

export interface FakeVault {
  /** KEYSTORE_URL and KEYSTORE_TOKEN. */
  readonly env: Readonly<Record<string, string>>;
  readonly origin: string;
  /** Every request so far: method and path. */
  readonly requests: readonly string[];
  /** All that it still holds, destroyed versions excluded. */
  contents(): string;
  /** Answers every request with 503 from now on, as a sealed Vault does. */
  seal(isSealed: boolean): void;
  close(): Promise<void>;
}

const token = 'hvs.invented-token';

/**
 * HashiCorp Vault's KV engine, version 2, mounted at `kv`, as its HTTP API documents it: data with check-and-set, destroy,
 * metadata (delete and list).
 */
export async function openFakeVault(): Promise<FakeVault> {
  const secrets = new Map<string, Secret>();
  const requests: string[] = [];
  let isSealed = false;
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const say = (response: ServerResponse, status: number, body?: object) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body && JSON.stringify(body));
  };
  const refuse = (response: ServerResponse, status: number, ...errors: string[]) =>
    say(response, status, { errors });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '' } = request;
    const url = new URL(request.url ?? '', 'http://vault');
    requests.push(`${method} ${url.pathname}${url.search}`);
    const text = await bodyOf(request);
    if (isSealed) return refuse(response, 503, 'Vault is sealed');
    if (request.headers['x-vault-token'] !== token) return refuse(response, 403, 'permission denied');
    const [, kind = '', path = ''] = /^\/v1\/kv\/(data|metadata|destroy)\/(.+)$/.exec(url.pathname) ?? [];
    const secret = secrets.get(path);
    switch (`${method} ${kind}`) {
      case 'GET data': {
        const data = secret?.versions.at(-1);
        const metadata = { version: secret?.versions.length ?? 0, destroyed: secret !== undefined };
        if (!data)
          return secret ? say(response, 404, { data: { data: null, metadata } }) : refuse(response, 404);
        return say(response, 200, { data: { data, metadata: { ...metadata, destroyed: false } } });
      }
      case 'PUT data':
      case 'POST data': {
        const body = JSON.parse(text) as { options?: { cas?: number }; data: Record<string, unknown> };
        const versions = secret?.versions ?? [];
        if (body.options?.cas !== undefined && body.options.cas !== versions.length) {
          return refuse(response, 400, 'check-and-set parameter did not match the current version');
        }
        secrets.set(path, { versions: [...versions, body.data] });
        return say(response, 200, { data: { version: versions.length + 1, destroyed: false } });
      }
      case 'PUT destroy':
      case 'POST destroy': {
        const body = JSON.parse(text) as { versions: number[] };
        for (const version of body.versions) if (secret) secret.versions[version - 1] = null;
        return say(response, 204);
      }
      case 'DELETE metadata':
        secrets.delete(path);
        return say(response, 204);
      case 'GET metadata': {
        const keys = [...secrets.keys()].filter((key) => key.startsWith(`${path}/`));
        if (url.searchParams.get('list') !== 'true' || keys.length === 0) return refuse(response, 404);
        return say(response, 200, { data: { keys: keys.map((key) => key.slice(path.length + 1)).sort() } });
      }
      default:
        return refuse(response, 404);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { KEYSTORE_URL: `vault:${origin}/kv/realname/keys`, KEYSTORE_TOKEN: token },
    origin,
    requests,
    contents: () => JSON.stringify([...secrets]),
    seal(sealed) {
      isSealed = sealed;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
