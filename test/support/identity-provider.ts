import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';

export interface TokenOptions {
  readonly sub?: string;
  readonly scope?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Unix seconds; one hour from now where left out. */
  readonly exp?: number;
}

export interface IdentityProvider {
  /** The settings that make a service believe its tokens, with the sandbox behind it. */
  readonly env: Readonly<Record<string, string>>;
  /** In PEM, for those who would sign with it. */
  readonly publicKey: string;
  readonly keyId: string;
  readonly issuer: string;
  readonly audience: string;
  /** A token as it should be, with what the test wants otherwise. */
  token(options?: TokenOptions): Promise<string>;
  /** A token with all claims right, signed by somebody else under the same key id. */
  forgedToken(options?: TokenOptions): Promise<string>;
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
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(jwks));
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
      SANDBOX: 'on',
      // Any free port: many services run beside each other in the tests.
      METRICS_PORT: '0',
    },
    publicKey: await exportSPKI(publicKey),
    keyId,
    issuer,
    audience,
    token: (options) => sign(privateKey, options),
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
  const token = new SignJWT(options.scope === undefined ? {} : { scope: options.scope })
    .setProtectedHeader({ alg: 'RS256', kid: keyId })
    .setIssuer(options.issuer ?? issuer)
    .setAudience(options.audience ?? audience)
    .setSubject(options.sub ?? 'account-of-liu')
    .setIssuedAt();
  return token.setExpirationTime(options.exp ?? '1h').sign(key);
}

/** The header that a client with this token sends. */
export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
