import { HttpConnection } from './http-connection.mts';
import type { ClosedLoopJob, LoadResult } from './jobs.mts';
import { openSource } from './sources.mts';
import { Tally } from './tally.mts';

export async function closedLoop(job: ClosedLoopJob): Promise<LoadResult> {
  const url = new URL(job.url);
  const next = openSource(job.source, url);
  const connections = await HttpConnection.openMany(url, job.connections);
  try {
    const tally = new Tally();
    const end = performance.now() + job.seconds * 1000;
    let left = job.operations ?? Number.POSITIVE_INFINITY;
    await Promise.all(
      connections.map(async (connection) => {
        while (performance.now() < end && left > 0) {
          left -= 1;
          const { bytes, expected } = next();
          const since = performance.now();
          tally.add(await connection.send(bytes), expected, since);
        }
      }),
    );
    return tally.result();
  } finally {
    for (const connection of connections) connection.close();
  }
}
