import { setImmediate } from 'node:timers/promises';
import { list, pause, replay, resume } from '../../src/cli/destinations';
import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { openFileDatabase } from '../support/file-database';
import { endProcesses, launchProgram } from '../support/process';
import { base64Key } from '../support/settings';
import { temporaryFolder } from '../support/temporary-folder';
import { runJob } from '../support/terminal';
import { openWebhookReceiver, verify } from '../support/webhook-receiver';
import { documentedOutput, shapeOf } from './support/reference';

const opened = closeAfterEach();
afterAll(endProcesses);

const jobs = { list, pause, resume };

/** A command's exit code and standard output; of one that fails, its words. */
async function run(
  env: Readonly<Record<string, string>>,
  name: keyof typeof jobs | 'replay',
  args: readonly string[] = [],
  options: { readonly after?: string; readonly json?: boolean } = {},
): Promise<readonly [number, string]> {
  const { after = '', json = false } = options;
  const surroundings = { env: { LOG_LEVEL: 'silent', ...env }, json };
  const { exitCode, stdout } =
    name === 'replay'
      ? await runJob(replay, { after }, args, surroundings)
      : await runJob(jobs[name], {}, args, surroundings);
  return [exitCode, stdout];
}

const createMutation = `mutation ($input: CreateEventDestinationInput!) {
  answer: createEventDestination(input: $input) { destination { id } signingSecret }
}`;

async function create(app: TestApp, url: string): Promise<{ id: string; secret: string }> {
  const { answer } = await app.query<{ answer: { destination: { id: string }; signingSecret: string } }>(
    createMutation,
    { input: { url } },
  );
  return { id: answer.destination.id, secret: answer.signingSecret };
}

async function scene() {
  const database = opened.keep(openFileDatabase());
  const oneNet = opened.keep(await openFakeOneNet());
  const receiver = opened.keep(await openWebhookReceiver());
  return { database, oneNet, receiver };
}

describe('realname destinations', () => {
  it('lists, pauses, resumes and replays while the service runs, and it takes each change', async () => {
    const { database, oneNet, receiver } = await scene();
    const app = opened.keep(await startTestApp({ env: { ...oneNet.env, ...database.env } }));
    expect(await run(database.env, 'list')).toEqual([0, 'There are no destinations.\n']);
    const { id } = await create(app, receiver.url);
    const one = await startAtOneNet(app, oneNet);
    await receiver.untilTaken(2);
    // What was delivered is stored a moment later.
    await listedOnce(database.env, ' 0 wait ');

    const [, paused] = await run(database.env, 'pause', [id]);
    expect(shapeOf(paused)).toBe(documentedOutput('destinations pause'));
    const two = await startAtOneNet(app, oneNet);
    const [, listed] = await run(database.env, 'list', [], { json: true });
    const { destinations } = JSON.parse(listed) as { destinations: [{ deliveredUpTo: string }] };
    expect(destinations).toMatchObject([
      { id, status: 'PAUSED', backlog: 2, url: receiver.url, lastFailure: null },
    ]);
    expect(receiver.taken).toEqual([1, 2].map((version) => `${one.id}.${version}`));

    receiver.answer((_received, attempt) => ({ status: attempt === 1 ? 503 : 204 }));
    const [, resumed] = await run(database.env, 'resume', [id]);
    expect(shapeOf(resumed)).toBe(documentedOutput('destinations resume'));
    const failing = await listedOnce(database.env, 'last failure');
    expect(withoutNames(shapeOf(failing))).toBe(withoutNames(documentedOutput('destinations list')));
    const [, again] = await run(database.env, 'resume', [id], { json: true });
    expect(JSON.parse(again)).toMatchObject({ id, status: 'ACTIVE' });
    await receiver.untilTaken(4);

    const after = destinations[0].deliveredUpTo;
    const [, replayed] = await run(database.env, 'replay', [id], { after });
    expect(shapeOf(replayed)).toBe(documentedOutput('destinations replay'));
    await receiver.untilTaken(6);
    expect(new Set(receiver.taken.slice(2))).toEqual(
      new Set([1, 2].map((version) => `${two.id}.${version}`)),
    );
  });

  it('refuses what there is not', async () => {
    const { database } = await scene();
    const id = '01a20135-4b42-75ef-ad44-32e440d7ad34';
    await expect(run(database.env, 'pause', [id])).rejects.toThrow(/destination/i);
    await expect(run(database.env, 'resume', [id])).rejects.toThrow(/destination/i);
    await expect(run(database.env, 'replay', [id], { after: 'x' })).rejects.toThrow(/feedCursor/);
  });
});

/** The list once it contains that. The service runs in this process, and needs its turn. */
async function listedOnce(env: Readonly<Record<string, string>>, part: string): Promise<string> {
  for (;;) {
    const [, text] = await run(env, 'list');
    if (text.includes(part)) return text;
    await setImmediate();
  }
}

/** Ids and URLs have letters, which a shape keeps. */
function withoutNames(shape: string): string {
  return shape.replaceAll(/[0-9a-f]+(-[0-9a-f]+){4}/g, 'ID').replaceAll(/https?:\S+/g, 'URL');
}

describe('realname keys rotate', () => {
  it('seals the secrets of destinations with the new key: they sign as before without the old key', async () => {
    const { database, oneNet, receiver } = await scene();
    const [old, next] = [`test:${base64Key(7)}`, `next:${base64Key(8)}`];
    const first = await startTestApp({ env: { ...oneNet.env, ...database.env, ENCRYPTION_KEYS: old } });
    const { secret } = await create(first, receiver.url);
    await first.close();

    const folder = temporaryFolder();
    opened.keep({ close: async () => folder.remove() });
    const both = { ...database.env, ENCRYPTION_KEYS: `${next},${old}` };
    const rotating = launchProgram(both, { cwd: folder.path }, 'keys', 'rotate');
    expect(await rotating.exited).toEqual({ code: 0, signal: null });

    const env = { ...oneNet.env, ...database.env, ENCRYPTION_KEYS: next };
    const second = opened.keep(await startTestApp({ env }));
    await startAtOneNet(second, oneNet);
    for (const delivery of await receiver.until(2)) verify(delivery, secret);
  });
});
