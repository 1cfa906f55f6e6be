import { join } from 'node:path';
import { whileFull } from '../../src/jobs/while-full';
import type { ServiceTools } from '../../src/service/tools';
import { expireOverdue } from '../../src/service/verification/expire-overdue';
import { at, draft, oneTo, pendingTtlMs } from '../storage/samples';
import { closeAfterEach } from '../support/closing';
import { startPostgres } from '../support/postgres';
import { startProbedApp } from '../support/probed-app';
import { base64Key } from '../support/settings';
import { temporaryFolder } from '../support/temporary-folder';

const opened = closeAfterEach();
const going = new AbortController().signal;

/** A service whose own sweeper does not run, after the time of every draft. */
async function toolsOn(DATABASE_URL: string): Promise<ServiceTools> {
  const now = () => at(2 * pendingTtlMs);
  const { tools, ...app } = await startProbedApp({
    env: { DATABASE_URL, ENCRYPTION_KEYS: `k1:${base64Key(7)}` },
    now,
    sweepPauseMs: 3_600_000,
  });
  opened.keep({ close: () => app.close() });
  return tools;
}

async function startMany({ store }: ServiceTools, count: number): Promise<void> {
  const numbers = oneTo(count);
  const line = async () => {
    for (let n = numbers.pop(); n; n = numbers.pop()) {
      await store.verifications.create(draft(`v-${n}`, { guid: `account-${n % 300}` }));
    }
  };
  await Promise.all(oneTo(20).map(line));
}

const sweep = (tools: ServiceTools, stopped = going) =>
  whileFull(() => expireOverdue(tools, stopped), stopped);

describe('[2] the expiry of a backlog', () => {
  it('on SQLite does not wait for another round of the sweeper', async () => {
    const folder = temporaryFolder();
    opened.keep({ close: async () => folder.remove() });
    const tools = await toolsOn(`sqlite:${join(folder.path, 'realname.db')}`);
    await startMany(tools, 700);

    expect(await sweep(tools)).toBe(700);
    expect(await tools.store.undecided.overdue(tools.now(), 10)).toEqual([]);
  });

  it('on PostgreSQL does not wait for another round of the sweeper', async () => {
    const postgres = await startPostgres();
    opened.keep(postgres);
    const tools = await toolsOn(await postgres.createDatabase());
    await startMany(tools, 700);

    expect(await sweep(tools)).toBe(700);
    expect(await tools.store.undecided.overdue(tools.now(), 10)).toEqual([]);
  });

  it('ends early once the service closes or the lease is lost', async () => {
    const tools = await toolsOn('sqlite::memory:');
    await startMany(tools, 600);
    const stop = new AbortController();
    const { change } = tools.store.verifications;
    let begun = 0;
    tools.store.verifications.change = (...given) => {
      begun += 1;
      if (begun === 25) stop.abort();
      return change(...given);
    };

    expect(await sweep(tools, stop.signal)).toBeLessThan(50);
    expect(begun).toBeLessThan(50);
  });
});
