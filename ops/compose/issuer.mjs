import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/**
 * Stands in for a login on one machine: publishes its key at /jwks.json, and signs a token for any account that POST
 * /token?sub=…&scope=… names. It believes everybody. Its key lasts as long as it runs.
 */
const { ISSUER_HOST: host = '127.0.0.1', ISSUER_PORT: port = '4020' } = process.env;
const issuer = process.env['AUTH_ISSUER'] ?? 'http://localhost:4020';
const audience = process.env['AUTH_AUDIENCE'] ?? 'realname';
const alg = 'ES256';
const { privateKey, publicKey } = await generateKeyPair(alg);
const keys = [{ ...(await exportJWK(publicKey)), kid: 'local', alg, use: 'sig' }];

/** @param {URLSearchParams} asked */
const sign = (asked) =>
  new SignJWT({ scope: asked.get('scope') ?? '' })
    .setProtectedHeader({ alg, kid: 'local' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(asked.get('sub') ?? 'somebody')
    .setIssuedAt()
    .setExpirationTime('8h')
    .sign(privateKey);

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
  const json = (/** @type {number} */ status, /** @type {unknown} */ body) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (pathname === '/jwks.json') return json(200, { keys });
  if (pathname === '/token' && request.method === 'POST')
    return json(200, { access_token: await sign(searchParams), token_type: 'Bearer' });
  return json(404, { error: 'There are /jwks.json, and POST /token?sub=ACCOUNT&scope=SCOPES.' });
});
server.listen(Number(port), host, () => {
  const { port: opened } = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.stdout.write(`Issuer http://${host}:${opened}\n`);
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
