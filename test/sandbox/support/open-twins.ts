import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import type { Twin, TwinTools } from '../../../src/sandbox/twin';

export interface OpenTwins {
  readonly url: string;
  /** Moves the twins' clock forward. */
  pass(seconds: number): void;
  /** Every line that the twins logged, as JSON. */
  readonly logged: string[];
  close(): Promise<void>;
}

/** Serves the given twins alone on a free port. Their clock stands still until it is moved. */
export async function openTwins(create: (tools: TwinTools) => readonly Twin[]): Promise<OpenTwins> {
  let time = Date.parse('2026-03-31T20:00:00Z');
  let url = '';
  const logged: string[] = [];
  const log = (fields: object, message: string) => {
    logged.push(JSON.stringify({ ...fields, message }));
  };
  const server = Fastify({ forceCloseConnections: true });
  const twins = create({
    baseUrl: () => url,
    now: () => new Date(time),
    fetch: globalThis.fetch,
    log: { info: log, warn: log },
    later: () => undefined,
  });
  for (const twin of twins) {
    server.register(async (scope) => twin.register(scope), { prefix: twin.prefix });
  }
  await server.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    url,
    pass: (seconds) => {
      time += seconds * 1000;
    },
    logged,
    close: () => server.close(),
  };
}
