import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Loaded into every measured server before its own code (--import): answers what it has used so far. One way for
 * every system, with all threads in it and a resolution of microseconds.
 */
export interface Usage {
  /** CPU time of the whole process, user and system, in milliseconds. */
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly externalBytes: number;
}

export type UsageQuestion = { readonly kind: 'usage'; readonly afterGc: boolean };

process.on('message', (message: UsageQuestion) => {
  if (message.kind !== 'usage') return;
  if (message.afterGc) collectGarbage();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  const usage: Usage = {
    cpuMs: (user + system) / 1000,
    rssBytes: rss,
    heapBytes: heapUsed,
    externalBytes: external,
  };
  process.send?.({ kind: 'usage', usage });
});
// Being asked keeps no server alive; that nobody is left to ask ends it.
process.channel?.unref();
process.on('disconnect', () => process.exit());

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  gc();
  gc();
}
