import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. Leaner than node:http's agent: on a machine with two cores
 * the load generator must not starve the server that it measures.
 */
export class HttpConnection {
  readonly #socket: Socket;
  #received: Buffer = empty;
  #head: Head | null = null;
  #waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('The server closed the connection.')));
  }

  static open(url: URL): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(url.port), url.hostname, () => {
        socket.off('error', reject);
        resolve(new HttpConnection(socket));
      });
      socket.once('error', reject);
    });
  }

  static openMany(url: URL, count: number): Promise<HttpConnection[]> {
    return Promise.all(Array.from({ length: count }, () => HttpConnection.open(url)));
  }

  /** `request` is head and body as sent. */
  send(request: Buffer): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    this.#head ??= readHead(this.#received);
    if (!this.#head) return;
    const body = readBody(this.#head, this.#received);
    if (!body) return;
    const waiting = this.#waiting;
    const { status } = this.#head;
    this.#received = empty;
    this.#head = null;
    this.#waiting = null;
    waiting?.resolve({ status, body });
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = null;
  }
}

/** A request as bytes, built once and sent many times. */
export function requestBytes(url: URL, path: string, body: string): Buffer {
  const content = Buffer.from(body);
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${url.host}`,
    'accept: application/json',
    'content-type: application/json',
    `content-length: ${content.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content]);
}

interface Head {
  readonly status: number;
  /** The position at which the body begins. */
  readonly length: number;
  /** Null if the body is chunked. */
  readonly contentLength: number | null;
}

const empty = Buffer.alloc(0);

function readHead(bytes: Buffer): Head | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const text = bytes.toString('latin1', 0, end);
  const contentLength = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  return {
    status: Number(text.slice(9, 12)),
    length: end + 4,
    contentLength: contentLength === undefined ? null : Number(contentLength),
  };
}

function readBody({ length, contentLength }: Head, bytes: Buffer): Buffer | null {
  if (contentLength === null) return readChunks(bytes, length);
  return bytes.length < length + contentLength ? null : bytes.subarray(length, length + contentLength);
}

function readChunks(bytes: Buffer, from: number): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = from; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (bytes.length < end) return null;
    if (size === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = end;
  }
}
