import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Loaded into every measured server before its own code (--import): reports the server's usage so far. The same way for
 * every system, with all threads and in microseconds.
 */
export interface Usage {
  /** CPU time of the whole process, user and system, in milliseconds. */
  readonly cpuMs: number;
  /** The same of the thread that serves the requests alone. */
  readonly threadMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly externalBytes: number;
}

export type UsageQuestion = { readonly kind: 'usage'; readonly afterGc: boolean };

process.on('message', (message: UsageQuestion) => {
  if (message.kind !== 'usage') return;
  if (message.afterGc) collectGarbage();
  const { user, system } = process.cpuUsage();
  const own = process.threadCpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  const usage: Usage = {
    cpuMs: (user + system) / 1000,
    threadMs: (own.user + own.system) / 1000,
    rssBytes: rss,
    heapBytes: heapUsed,
    externalBytes: external,
  };
  process.send?.({ kind: 'usage', usage });
});
// The channel must not keep the server alive; the server ends when the bench disconnects.
process.channel?.unref();
process.on('disconnect', () => process.exit());

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  gc();
  gc();
}
