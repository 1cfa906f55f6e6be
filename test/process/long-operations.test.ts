import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { endProcesses, start } from '../support/process';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';

// A start, on a machine that may be busy.

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await endProcesses();
  folder.remove();
});

const types = 'types { name description fields { name description type { name ofType { name } } } }';
/** About half of what an operation may cost; it reads no database. */
const long = `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: __schema { ${types} }`).join(' ')} }`;

function post(query: string): string {
  const body = JSON.stringify({ query });
  return `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
}

const health = 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n';

async function opened(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

/** The first line of the answer, once its first bytes are here. */
async function statusFrom(socket: Socket): Promise<string> {
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return String(bytes).split('\r\n', 1)[0] ?? '';
}

describe('concurrent long operations', () => {
  it('do not delay /healthz until the last of them is done', async () => {
    const { url } = await start({ QUERY_COMPILER: 'on' }, { cwd: folder.path });
    // Opened first: a client that reads late, and finds every answer there, reads this one first.
    const asking = await opened(url);
    const sockets = await Promise.all(Array.from({ length: 20 }, () => opened(url)));
    const order: string[] = [];
    const answers = sockets.map(async (socket) => {
      const status = await statusFrom(socket);
      order.push('operation');
      return status;
    });

    const isHealthy = statusFrom(asking).then((status) => {
      order.push('health');
      return status;
    });
    for (const socket of sockets) socket.write(post(long));
    asking.write(health);
    const healthy = await isHealthy;
    const statuses = await Promise.all(answers);

    expect([healthy, ...new Set(statuses)]).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK']);
    expect(order.indexOf('health')).toBeLessThan(order.length - 1);
    for (const socket of [...sockets, asking]) socket.destroy();
  });
});
