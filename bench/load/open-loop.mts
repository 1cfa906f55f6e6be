import { setTimeout as pause } from 'node:timers/promises';
import { HttpConnection } from './http-connection.mts';
import type { LoadResult, OpenLoopJob } from './jobs.mts';
import { openSource } from './sources.mts';
import { Tally } from './tally.mts';

export async function openLoop(job: OpenLoopJob): Promise<LoadResult> {
  const url = new URL(job.url);
  const next = openSource(job.source, url);
  const connections = await HttpConnection.openMany(url, job.connections);
  const total = Math.round(job.perSecond * job.seconds);
  try {
    const tally = new Tally();
    const begin = performance.now();
    const dueAt = (n: number) => begin + (n * 1000) / job.perSecond;
    let taken = 0;
    // Each connection takes the next due request; if all are busy, the request is late, and its time shows it.
    await Promise.all(
      connections.map(async (connection) => {
        for (let n = taken++; n < total; n = taken++) {
          const due = dueAt(n);
          const early = due - performance.now();
          if (early > 0) await pause(early);
          const { bytes, expected } = next();
          // A late timer is the load generator's own fault; all connections busy is the server's.
          const since = early > 0 ? performance.now() : due;
          tally.add(await connection.send(bytes), expected, since);
        }
      }),
    );
    return tally.result();
  } finally {
    for (const connection of connections) connection.close();
  }
}
