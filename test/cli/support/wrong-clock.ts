import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A ucenter that gives tokens and knows no ticket, by a clock that is so many seconds ahead of ours. */
export async function openWrongClock(aheadSeconds: number) {
  const server = createServer((request, response) => {
    response.sendDate = false;
    response.setHeader('date', new Date(Date.now() + aheadSeconds * 1000).toUTCString());
    const isToken = request.url === '/open/access_token';
    const answer = isToken
      ? { access_token: 'invented-token', expires_in: 7200 }
      : { code: 404, message: '凭据不存在' };
    response.end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    env: {
      UCENTER_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      UCENTER_CLIENT_ID: 'invented-client',
      UCENTER_CLIENT_SECRET: 'invented-secret-of-ours',
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
