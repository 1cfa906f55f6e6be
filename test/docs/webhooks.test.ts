import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';
import { freePort } from '../support/free-port';
import { temporaryFolder } from '../support/temporary-folder';
import { blocksOf, root } from './support/markdown';

const folder = temporaryFolder();
const running: ChildProcess[] = [];
afterAll(async () => {
  for (const receiver of running) {
    const ended = once(receiver, 'exit');
    if (receiver.kill('SIGKILL')) await ended;
  }
  folder.remove();
});

const file = (name: string) => join(root, 'examples/webhooks', name);
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const otherSecret = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;

/** The command of each receiver; null if its language is not on this machine. */
const receivers: Readonly<Record<string, () => readonly string[] | null>> = {
  'receiver.mjs': () => [process.execPath, file('receiver.mjs')],
  'receiver.py': () => (isThere('python3', '--version') ? ['python3', file('receiver.py')] : null),
  'receiver.go': () => {
    const program = join(folder.path, 'receiver');
    if (!isThere('go', 'version')) return null;
    const built = spawnSync('go', ['build', '-o', program, file('receiver.go')], { encoding: 'utf8' });
    expect([built.status, built.stderr]).toEqual([0, '']);
    return [program];
  },
};

function isThere(program: string, argument: string): boolean {
  return spawnSync(program, [argument]).status === 0;
}

/** Starts a receiver. `lines` has what it has written. */
async function start([program = '', ...args]: readonly string[]) {
  const port = await freePort();
  const receiver = spawn(program, args, {
    env: { ...process.env, PORT: String(port), WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(receiver);
  const lines: string[] = [];
  const reader = createInterface(receiver.stdout);
  reader.on('line', (line) => lines.push(line));
  await once(reader, 'line');
  return { url: `http://127.0.0.1:${port}/`, lines };
}

const body = JSON.stringify({ id: 'v-1.2', data: { status: 'APPROVED' } });

function headersOf(id: string, at: Date, ...secrets: readonly string[]): Record<string, string> {
  return {
    'content-type': 'application/cloudevents+json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((one) => new Webhook(one).sign(id, at, body)).join(' '),
  };
}

describe('the receivers of docs/webhooks.md', () => {
  it('are the files of examples/webhooks', () => {
    const sources = blocksOf('docs/webhooks.md').map(({ source }) => source);
    for (const name of Object.keys(receivers)) expect(sources).toContain(`from examples/webhooks/${name}`);
  });

  it.each(Object.entries(receivers))('take what is genuine, and nothing else: %s', async (_name, command) => {
    const started = command();
    if (started === null) return;
    const { url, lines } = await start(started);
    const send = async (headers: Record<string, string>, content = body) =>
      (await fetch(url, { method: 'POST', headers, body: content })).status;
    const now = new Date();
    const genuine = headersOf('v-1.2', now, secret);

    expect(await send(genuine)).toBe(204);
    // Again, and signed by the old secret as well while it is replaced.
    expect(await send(headersOf('v-1.2', now, otherSecret, secret))).toBe(204);

    expect(await send(genuine, body.replace('APPROVED', 'REJECTED'))).toBe(401);
    expect(await send({ ...genuine, 'webhook-id': 'v-1.3' })).toBe(401);
    expect(await send(headersOf('v-1.2', now, otherSecret))).toBe(401);
    expect(await send(headersOf('v-1.2', new Date(now.getTime() - 3_600_000), secret))).toBe(401);
    expect(await send({ 'content-type': 'application/json' })).toBe(401);
    expect(lines).toEqual(['ready', 'v-1.2 APPROVED']);
  });
});
