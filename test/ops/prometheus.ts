import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../support/free-port';
import { temporaryFolder } from '../support/temporary-folder';

/** Prometheus comes with the system, not with npm: without it the tests that need it are left out, but never in CI. */
export const hasPrometheus = isThere('prometheus');
export const hasPromtool = isThere('promtool');

function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0 || process.env['CI'] !== undefined;
}

export interface TestPrometheus {
  readonly url: string;
  /** The answer's data of its API, such as `query?query=up`. */
  api<Data>(path: string): Promise<Data>;
  /** The values that a query has now. */
  query(expression: string): Promise<readonly number[]>;
  close(): Promise<void>;
}

const root = join(__dirname, '../..');
const askAgainMs = 50;

/** Resolves when it is so; the test's own limit is the limit. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(askAgainMs);
}

/** A real Prometheus with our rules, which scrapes one service as the job `realname`. */
export async function startPrometheus(metricsUrl: string): Promise<TestPrometheus> {
  const folder = temporaryFolder();
  const port = await freePort();
  const { host } = new URL(metricsUrl);
  writeFileSync(
    join(folder.path, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '250ms', scrape_timeout: '250ms', evaluation_interval: '250ms' },
      rule_files: [join(root, 'ops/prometheus/alerts.yaml')],
      scrape_configs: [{ job_name: 'realname', static_configs: [{ targets: [host] }] }],
    }),
  );
  const server = spawn(
    'prometheus',
    [
      `--config.file=${join(folder.path, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder.path, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(server, 'exit');
  const url = `http://127.0.0.1:${port}`;

  const api = async <Data>(path: string): Promise<Data> => {
    const response = await fetch(`${url}/api/v1/${path}`);
    const { data } = (await response.json()) as { data: Data };
    return data;
  };
  await until(async () => {
    if (server.exitCode !== null) throw new Error(`prometheus ended: ${said}`);
    return (await fetch(`${url}/-/ready`).catch(() => null))?.status === 200;
  });
  return {
    url,
    api,
    async query(expression) {
      const { result } = await api<{ result: readonly { value: readonly [number, string] }[] }>(
        `query?${new URLSearchParams({ query: expression })}`,
      );
      return result.map(({ value }) => Number(value[1]));
    },
    async close() {
      server.kill('SIGTERM');
      await ended;
      folder.remove();
    },
  };
}
