import { verificationDocument } from '../data/documents.mts';
import { factsOf } from '../data/facts.mts';
import { HttpConnection, requestBytes } from '../load/http-connection.mts';
import { startOurs } from '../servers/server.mts';

export interface MemoryMeasured {
  /** Memory of the process after garbage collection, in MiB. */
  readonly beforeMiB: number;
  readonly afterMiB: number;
}

const connections = 16;
const warmingRequests = 40_000;
const mebibyte = 1024 * 1024;

/**
 * How much memory a service holds after many documents, no two of them alike. It has served ordinary requests before:
 * any work makes V8 enlarge its young generation once, and keep it.
 */
export async function memoryAfter(
  documents: number,
  options: Parameters<typeof startOurs>[0],
): Promise<MemoryMeasured> {
  const server = await startOurs(options);
  try {
    await send(server.url, warmingRequests, (n) => ({
      query: verificationDocument,
      variables: { id: factsOf(n % 1000).id },
    }));
    const before = await server.child.usage({ afterGc: true });
    await send(server.url, documents, (n) => ({ query: `{a${n}:__typename}` }));
    const after = await server.child.usage({ afterGc: true });
    return { beforeMiB: before.rssBytes / mebibyte, afterMiB: after.rssBytes / mebibyte };
  } finally {
    await server.child.end();
  }
}

async function send(url: string, count: number, request: (n: number) => object): Promise<void> {
  const address = new URL(url);
  let next = 0;
  const worker = async () => {
    const connection = await HttpConnection.open(address);
    try {
      while (next < count) {
        const body = JSON.stringify(request(next));
        next += 1;
        await connection.send(requestBytes(address, '/graphql', body));
      }
    } finally {
      connection.close();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
}
