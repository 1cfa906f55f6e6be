import { connect, type Socket } from 'node:net';
import { openTcpServer, type TcpServer } from './tcp-server';

/** How a provider behaves, down to its sockets. */
export const moods = [
  'well',
  'slow',
  'silent',
  'refusing',
  'half-open',
  'noise',
  'garbage',
  'huge',
  'picture',
  'cut',
] as const;

export type Mood = (typeof moods)[number];

/** In these it answers as its document says. */
export const goodMoods: ReadonlySet<Mood> = new Set(['well', 'slow']);

export interface ProviderLine {
  readonly port: number;
  readonly mood: Mood;
  /** The requests that came, token requests left out. */
  readonly requests: number;
  /** The most that was sent on one connection, in bytes. */
  readonly mostSent: number;
  turn(mood: Mood): Promise<void>;
  cutAll(): void;
  close(): Promise<void>;
}

/** A tenth of a second is what a provider's answer usually takes; this is slow, and within the timeout. */
const slowMs = 500;
const hugeBytes = 100 * 1024 * 1024;

/** The wire to one provider, whose well-behaved far end listens on another port of this machine. */
export async function openProviderLine(farEndPort: number): Promise<ProviderLine> {
  const state: { mood: Mood; requests: number; mostSent: number } = {
    mood: 'well',
    requests: 0,
    mostSent: 0,
  };
  const onConnection = (socket: Socket) => {
    // It accepts, and never reads.
    if (state.mood === 'half-open') return;
    let farEnd: Socket | null = null;
    socket.on('data', (chunk: Buffer) => {
      const head = chunk.toString('latin1', 0, 200);
      if (/^(GET|POST) /.test(head) && !/access_?token/i.test(head.split('\r\n', 1)[0] ?? '')) {
        state.requests += 1;
      }
      if (goodMoods.has(state.mood)) {
        farEnd ??= joined(socket, farEndPort, state.mood === 'slow' ? slowMs : 0);
        farEnd.write(chunk);
      } else misbehave(socket, state.mood);
      if (state.mood === 'huge') {
        pour(socket, hugeBytes, () => {
          state.mostSent = Math.max(state.mostSent, socket.bytesWritten);
        });
      }
    });
    socket.once('end', () => socket.end());
    socket.once('close', () => farEnd?.destroy());
  };
  let server: TcpServer | null = await openTcpServer(onConnection);
  const { port } = server;
  return {
    port,
    get mood() {
      return state.mood;
    },
    get requests() {
      return state.requests;
    },
    get mostSent() {
      return state.mostSent;
    },
    async turn(mood) {
      state.mood = mood;
      server?.cutAll();
      if (mood === 'refusing') {
        await server?.close();
        server = null;
      } else server ??= await openTcpServer(onConnection, port);
    },
    cutAll: () => server?.cutAll(),
    close: async () => server?.close(),
  };
}

function joined(socket: Socket, port: number, delayMs: number): Socket {
  const farEnd = connect(port, '127.0.0.1');
  farEnd.on('error', () => socket.destroy());
  farEnd.on('data', (answer: Buffer) => {
    if (delayMs === 0) socket.write(answer);
    else setTimeout(() => socket.write(answer), delayMs);
  });
  return farEnd;
}

function misbehave(socket: Socket, mood: Mood): void {
  switch (mood) {
    case 'noise':
      socket.end(Buffer.from(Array.from({ length: 2048 }, (_, n) => (n * 89 + 17) % 256)));
      break;
    case 'garbage':
      socket.write(answer('text/html', Buffer.from('<html>502 at the gateway of somebody else</html>')));
      break;
    case 'picture':
      socket.write(answer('image/png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')));
      break;
    case 'cut':
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"code":200,', () => socket.destroy());
      break;
    case 'huge':
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${hugeBytes}\r\n\r\n`);
      break;
    default:
      // Silent: it has read, and says nothing.
      break;
  }
}

/** As much as the other side takes. */
function pour(socket: Socket, left: number, onTaken: () => void): void {
  const chunk = Buffer.alloc(Math.min(left, 256 * 1024), ' ');
  if (left <= 0 || socket.destroyed) return;
  socket.write(chunk, (error) => {
    if (error) return;
    onTaken();
    pour(socket, left - chunk.length, onTaken);
  });
}

function answer(type: string, body: Buffer): Buffer {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}
