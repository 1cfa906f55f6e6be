import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { getOperationAST, parse } from 'graphql';
import { subscribe } from '../support/app';
import { freePort } from '../support/free-port';
import { launchScript, type ServiceProcess, start } from '../support/process';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { approve } from './support/approve';
import { differences, type Known, withKnown } from './support/compare';
import { type Block, blocksOf, root } from './support/markdown';
import { scripts } from './support/sources';

/** Documents that tell a story: their blocks run one after the other, against one service. */
const stories = [
  'README.md',
  'docs/getting-started.md',
  'docs/front-end.md',
  'docs/upgrading.md',
  'docs/runbook.md',
];
const documentedUrl = 'http://127.0.0.1:4001';

let folder: TemporaryFolder;
let env: Record<string, string>;
let service: ServiceProcess;

beforeAll(async () => {
  folder = temporaryFolder();
  env = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
  service = await start(env, { cwd: folder.path });
});
afterAll(async () => {
  await stop();
  folder.remove();
});

async function stop(): Promise<void> {
  service.kill('SIGTERM');
  await service.exited;
}

describe.each(stories)('%s', (document) => {
  const executed = blocksOf(document).filter(({ source }) =>
    /^(sent|answered|streamed|run|run stopped|shown by .*)$/.test(source ?? ''),
  );
  const known: Known = new Map();
  let sent: { readonly text: string; readonly answer: unknown } | null = null;

  it.each(executed.map((block, n) => [block.line, block, executed[n + 1]?.source === 'streamed'] as const))(
    'holds in line %i',
    async (_line, block, isFollowed) => {
      const text = withKnown(block.text, known);
      switch (block.source) {
        case 'sent':
          sent = { text, answer: isFollowed ? null : await answerOf(service.url, text) };
          return;
        case 'answered':
          expect(differences(JSON.parse(text), sent?.answer, known)).toEqual([]);
          return;
        case 'streamed':
          expect(await streamed(service.url, sent?.text ?? '', text, known)).toEqual([]);
          return;
        case 'run':
          await shell(text, service.url, folder.path, env);
          return;
        case 'run stopped':
          await stop();
          await shell(text, service.url, folder.path, env);
          service = await start(env, { cwd: folder.path });
          return;
        default:
          await isShown(block, service.url, folder.path);
      }
    },
  );
});

/** Sends an operation and returns its answer; of a subscription, its first result. */
async function answerOf(url: string, query: string): Promise<unknown> {
  if (getOperationAST(parse(query))?.operation === 'subscription') {
    const results = subscribe(socketOf(url), query, {}, {});
    const data = await results.next();
    await results.stop();
    return { data };
  }
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const answer = (await response.json()) as { errors?: unknown };
  expect(answer.errors).toBeUndefined();
  return answer;
}

function socketOf(url: string): string {
  return `${url.replace('http', 'ws')}/graphql`;
}

/** Follows a subscription, pressing Approve when it waits for the person, and compares each result with its line. */
async function streamed(url: string, query: string, shown: string, known: Known): Promise<readonly string[]> {
  const results = subscribe<Record<string, { readonly status?: string }>>(socketOf(url), query, {}, {});
  const found: string[] = [];
  for (const line of shown.trim().split('\n')) {
    const data = await results.next();
    found.push(...differences(JSON.parse(line), { data }, known));
    const waits = Object.values(data).some((event) => event.status === 'AWAITING_USER');
    const page = [...known.values()].findLast((value) => value.includes('/onenet/auth/'));
    if (waits && page) await approve(page);
  }
  await results.stop();
  return found;
}

/** Runs commands as they stand, in an empty folder, with the service's own settings. */
async function shell(text: string, url: string, cwd: string, env: Record<string, string>): Promise<void> {
  const bin = join(cwd, 'bin');
  const realname = join(bin, 'realname');
  mkdirSync(bin, { recursive: true });
  writeFileSync(realname, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist/main.js')}" "$@"\n`);
  chmodSync(realname, 0o755);
  const child = spawn('sh', ['-eu', '-c', text.replaceAll(documentedUrl, url)], {
    cwd,
    env: { ...env, PATH: `${bin}${delimiter}${process.env['PATH']}`, HOME: cwd },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part;
    });
  }
  const [code] = await once(child, 'close');
  expect({ code, output }).toEqual({ code: 0, output });
}

/** The output of a script, without times and spaces. The first line is the command itself. */
async function isShown({ text, source }: Block, url: string, cwd: string): Promise<void> {
  const [, script = ''] = /^shown by npm run (\S+)$/.exec(source ?? '') ?? [];
  const [, path = ''] = /^node (\S+)$/.exec(scripts[script] ?? '') ?? [];
  const run = launchScript(path, { REALNAME_URL: url }, { cwd });
  await run.exited;
  const plain = (line: string) =>
    line
      .replaceAll(/\d\d:\d\d:\d\d\.\d{3}/g, 'TIME')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const printed = run.stdout.split('\n').map(plain);
  const [, ...shown] = text.trimEnd().split('\n').map(plain);

  expect(run.stderr).toBe('');
  expect(printed.filter((line) => shown.includes(line))).toEqual(shown);
}
