import { awaitedFactsOf } from '../data/facts.mts';
import { seededVersion } from '../data/subscription.mts';
import { HttpConnection, requestBytes } from '../load/http-connection.mts';
import { pushBody } from '../load/push-body.mts';
import { Load } from '../servers/load.mts';
import type { Bench } from './scenario.mts';

/** Load processes that together hold sockets to one server. */
export interface SocketHolders {
  /** Waits until every subscriber has that version. `lastAt` is in nanoseconds of the machine's monotonic clock. */
  arrivals(
    version: number,
  ): Promise<{ readonly lost: number; readonly faults: number; readonly lastAt: bigint }>;
  close(): Promise<void>;
}

/** Opens sockets, each with one live subscription: to awaited verification 0, or each to its own. */
export async function holdSockets(
  bench: Bench,
  options: { readonly url: string; readonly sockets: number; readonly oneVerification: boolean },
): Promise<SocketHolders> {
  const { url, sockets, oneVerification } = options;
  const loads = bench.options.short ? [Load.start()] : [Load.start(), Load.start()];
  const share = Math.ceil(sockets / loads.length);
  const close = async () => {
    await Promise.all(loads.map((load) => load.close()));
  };
  bench.onEnd(close);
  await Promise.all(
    loads.map((load, n) =>
      load.subscribe({
        url,
        count: Math.min(share, sockets - n * share),
        first: oneVerification ? 0 : n * share,
        oneVerification,
        // Each process uses an address of its own, if all of 127.0.0.0/8 is this machine.
        localAddress: process.platform === 'linux' ? `127.0.0.${n + 2}` : undefined,
      }),
    ),
  );
  return {
    async arrivals(version) {
      const all = await Promise.all(loads.map((load) => load.arrivals({ version, timeoutMs: 60_000 })));
      return {
        lost: sum(all.map(({ lost }) => lost)),
        faults: sum(all.map(({ faults }) => faults)),
        lastAt: all.map(({ lastAt }) => BigInt(lastAt)).reduce((a, b) => (a > b ? a : b)),
      };
    },
    close,
  };
}

/** Pushes the `nth` result for awaited verification 0 and returns the resulting version. */
export async function pushOne(url: string, nth: number): Promise<number> {
  const facts = awaitedFactsOf(0);
  const address = new URL(url);
  const connection = await HttpConnection.open(address);
  try {
    const path = `/callbacks/onenet/${facts.callbackToken}`;
    const { status, body } = await connection.send(requestBytes(address, path, pushBody(facts, nth)));
    if (status !== 200) throw new Error(`The push was answered with ${status} ${body}`);
    return seededVersion + nth + 1;
  } finally {
    connection.close();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
