import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { logKey } from './settings';

export interface TokenOptions {
  readonly sub?: string;
  readonly scope?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Unix seconds; one hour from now when left out. */
  readonly exp?: number;
  /** Claims on top of those above. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Parameters of the protected header on top of `alg` and `kid`. */
  readonly header?: Readonly<Record<string, unknown>>;
}

export interface IdentityProvider {
  /** The settings with which a service accepts its tokens, with the sandbox as its providers. */
  readonly env: Readonly<Record<string, string>>;
  /** In PEM, for those who would sign with it. */
  readonly publicKey: string;
  readonly keyId: string;
  readonly issuer: string;
  readonly audience: string;
  /** A token as it should be, with what the test wants otherwise. */
  token(options?: TokenOptions): Promise<string>;
  /** A token with valid claims, signed with another key under the same key id. */
  forgedToken(options?: TokenOptions): Promise<string>;
  /** The answer of the key set's address from now on: the keys, HTTP 500, a page, or no keys at all. */
  publish(what: 'keys' | 'error' | 'page' | 'nothing'): void;
  /** How often the key set was asked for. */
  readonly asked: number;
  close(): Promise<void>;
}

const issuer = 'https://login.example';
const audience = 'realname';
const keyId = 'key-1';

/** Publishes a key set on a local port and signs with it. */
export async function openIdentityProvider(): Promise<IdentityProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const stranger = await generateKeyPair('RS256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: keyId, alg: 'RS256', use: 'sig' }] };
  let published: Parameters<IdentityProvider['publish']>[0] = 'keys';
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.statusCode = published === 'error' ? 500 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(
      published === 'page' ? '<html>' : JSON.stringify(published === 'keys' ? jwks : { keys: [] }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    env: {
      AUTH_MODE: 'jwt',
      AUTH_JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: audience,
      ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      LOG_KEY: logKey,
      SANDBOX: 'on',
      // Any free port: many services run at once in the tests.
      METRICS_PORT: '0',
    },
    publicKey: await exportSPKI(publicKey),
    keyId,
    issuer,
    audience,
    token: (options) => sign(privateKey, options),
    publish(what) {
      published = what;
    },
    get asked() {
      return asked;
    },
    forgedToken: (options) => sign(stranger.privateKey, options),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function sign(key: CryptoKey, options: TokenOptions = {}): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    iss: options.issuer ?? issuer,
    aud: options.audience ?? audience,
    sub: options.sub ?? 'account-of-liu',
    iat,
    exp: options.exp ?? iat + 3600,
    ...(options.scope !== undefined && { scope: options.scope }),
    ...options.claims,
  };
  return new SignJWT(claims as JWTPayload)
    .setProtectedHeader({ alg: 'RS256', kid: keyId, ...options.header })
    .sign(key);
}

/** The header that a client with this token sends. */
export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
