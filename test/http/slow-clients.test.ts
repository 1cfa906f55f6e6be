import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';

const opened = closeAfterEach();

/** Opens a connection, says that much of a request and no more, and returns what comes until it is cut. */
async function answerTo(url: string, beginning: string): Promise<string> {
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(beginning);
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  await once(socket, 'close');
  return text;
}

describe('a client that does not come to the end of its request in REQUEST_TIMEOUT_MS', () => {
  it.each([
    ['in its headers', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    [
      'in its body',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"query":',
    ],
    [
      'in the body of a push',
      'POST /callbacks/onenet/token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"auditResult":',
    ],
  ])('is cut off %s', async (_where, beginning) => {
    const { url } = opened.keep(await startTestApp({ env: { REQUEST_TIMEOUT_MS: '50' } }));

    expect(await answerTo(url, beginning)).toMatch(/^HTTP\/1\.1 408 /);
  });
});
