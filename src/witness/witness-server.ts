import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Witness, WitnessAnswer } from './witness';

/** A checkpoint with 32 signatures and 63 hashes has a tenth of this, in bytes. */
const maxBodyBytes = 256 * 1024;

export interface WitnessServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface WitnessServerOptions {
  readonly host: string;
  readonly port: number;
  /** Called with faults of the witness itself, which are answered with 500. */
  readonly report: (error: unknown) => void;
  /** Called after every answer to add-checkpoint. */
  readonly answered: (status: number) => void;
}

/** Serves a witness over HTTP; its submission prefix and its monitoring prefix are both `/`. */
export async function serveWitness(
  witness: Witness,
  { host, port, report, answered }: WitnessServerOptions,
): Promise<WitnessServer> {
  const answer = async (request: IncomingMessage): Promise<WitnessAnswer> => {
    const path = request.url ?? '';
    const originHash = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1];
    if (path === '/add-checkpoint') {
      if (request.method !== 'POST') return { status: 405, body: 'Use POST.\n' };
      const body = await read(request);
      const added = body === null ? tooLarge : witness.addCheckpoint(body);
      answered(added.status);
      return added;
    }
    if (request.method !== 'GET') return { status: 404, body: 'Not found.\n' };
    if (path === '/healthz') return { status: 200, body: 'ok\n' };
    return originHash === undefined ? { status: 404, body: 'Not found.\n' } : witness.checkpoint(originHash);
  };
  const server = createServer({ requestTimeout: 10_000, keepAliveTimeout: 72_000 }, (request, response) => {
    answer(request)
      .catch((error: unknown) => {
        report(error);
        return { status: 500, body: 'Something went wrong here. It has been recorded.\n' } as WitnessAnswer;
      })
      .then(({ status, type = 'text/plain; charset=utf-8', body }) => {
        response.writeHead(status, {
          'content-type': type,
          'content-length': Buffer.byteLength(body),
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        });
        response.end(body);
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

const tooLarge: WitnessAnswer = { status: 413, body: `The body has more than ${maxBodyBytes} bytes.\n` };

/** Null for a body that is too large. */
async function read(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  }
  return bytes > maxBodyBytes ? null : Buffer.concat(chunks).toString();
}
