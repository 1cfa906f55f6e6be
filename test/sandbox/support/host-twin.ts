import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import type { Twin, TwinTools } from '../../../src/sandbox/twin';
import { VirtualTime } from './virtual-time';

export interface HostedTwin {
  readonly url: string;
  readonly time: VirtualTime;
  /** Every line the twin logged, as JSON. */
  readonly logLines: readonly string[];
  close(): Promise<void>;
}

/** Serves one twin on a real socket with a clock of the test's own. */
export async function hostTwin(
  create: (tools: TwinTools) => Twin,
  start: Date = new Date('2030-05-06T07:08:09.010Z'),
): Promise<HostedTwin> {
  const time = new VirtualTime(start);
  const logLines: string[] = [];
  const record = (fields: Record<string, string | number | boolean>, message: string): void => {
    logLines.push(JSON.stringify({ ...fields, message }));
  };
  let url = '';
  const twin = create({
    baseUrl: () => url,
    now: time.now,
    fetch,
    log: { info: record, warn: record },
    later: time.later,
  });
  const server = Fastify({ forceCloseConnections: true });
  server.register(async (scope) => twin.register(scope), { prefix: twin.prefix });
  await server.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return { url, time, logLines, close: () => server.close() };
}
