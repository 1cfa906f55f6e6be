import { once } from 'node:events';
import { connect } from 'node:net';
import { temporaryFolder } from '../support/app';
import { openEventStream } from '../support/event-stream';
import { type FakeOneNet, openFakeOneNet } from '../support/fake-onenet';
import { endProcesses, start } from '../support/process';
import { openSocket } from '../support/socket';
import { followSubscription, readVerification, startOneNet } from './graphql';
import { push } from './push';

// Several starts, on a machine that may be busy.

const folder = temporaryFolder();
const inFolder = { cwd: folder.path };
let oneNet: FakeOneNet | undefined;
afterEach(async () => {
  await endProcesses();
  await oneNet?.close();
  oneNet = undefined;
});
afterAll(() => folder.remove());

const clean = { code: 0, signal: null };

describe('the shutdown of the service', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('completes on %s, without errors in the log', async (signal) => {
    const service = await start({}, inFolder);

    service.kill(signal);

    expect(await service.exited).toEqual(clean);
    expect(service.stderr).toBe('');
  });

  it('does not wait for idle connections', async () => {
    const service = await start({}, inFolder);
    const silent = connect(Number(new URL(service.url).port), '127.0.0.1');
    await once(silent, 'connect');
    await (await fetch(`${service.url}/healthz`)).text();

    service.kill('SIGTERM');

    expect(await service.exited).toEqual(clean);
    silent.destroy();
  });

  it('closes open subscriptions and tells clients how to resume', async () => {
    const service = await start({}, inFolder);
    const { id } = await startOneNet(service.url, '15522223333');
    const socket = await openSocket(service.url);
    await socket.next();
    socket.send({
      type: 'subscribe',
      id: '1',
      payload: { query: followSubscription, variables: { id, sinceVersion: 1 } },
    });
    expect(await socket.next()).toMatchObject({ type: 'next' });

    service.kill('SIGTERM');

    expect(await service.exited).toEqual(clean);
    expect(await socket.closed).toEqual({
      code: 1012,
      reason: 'Restarting: reconnect and resume with sinceVersion',
    });
  });

  it('ends open event streams', async () => {
    const service = await start({}, inFolder);
    const { id } = await startOneNet(service.url, '15522223333');
    const stream = await openEventStream(service.url, followSubscription, {
      variables: { id, sinceVersion: 1 },
    });
    expect(await stream.next()).toMatchObject({ data: { verificationUpdated: { version: 2 } } });

    service.kill('SIGTERM');

    expect(await service.exited).toEqual(clean);
  });

  it('completes running requests, and refuses new ones meanwhile', async () => {
    const held = holdingOneNet();
    oneNet = await openFakeOneNet(held);
    const env = { ...oneNet.env, DATABASE_URL: 'sqlite:./under-way.db' };
    const service = await start(env, inFolder);
    const answered = startOneNet(service.url, '19912347000');
    await held.asked;

    service.kill('SIGTERM');
    await draining(service.url);
    const refused = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    held.release();

    expect(refused.status).toBe(503);
    const { id, status } = await answered;
    expect(status).toBe('AWAITING_USER');
    expect(await service.exited).toEqual(clean);
    const { url } = await start(env, inFolder);
    expect(await readVerification(url, id)).toMatchObject({ version: 2, status: 'AWAITING_USER' });
  });

  it('completes running mutations on WebSockets', async () => {
    const held = holdingOneNet();
    oneNet = await openFakeOneNet(held);
    const service = await start({ ...oneNet.env, DATABASE_URL: 'sqlite:./on-socket.db' }, inFolder);
    const socket = await openSocket(service.url);
    await socket.next();
    const query = `mutation {
      startOneNetVerification(input: { userId: 1, phone: "19912347001" }) { verification { status } }
    }`;
    socket.send({ type: 'subscribe', id: '1', payload: { query } });
    await held.asked;

    service.kill('SIGTERM');
    await draining(service.url);
    held.release();

    expect(await socket.next()).toMatchObject({
      type: 'next',
      payload: { data: { startOneNetVerification: { verification: { status: 'AWAITING_USER' } } } },
    });
    expect(await socket.closed).toMatchObject({ code: 1012 });
    expect(await service.exited).toEqual(clean);
  });

  it('abandons a provider that does not answer, and records the timeout', async () => {
    const held = holdingOneNet();
    oneNet = await openFakeOneNet(held);
    const env = { ...oneNet.env, PROVIDER_TIMEOUT_MS: '600000', DATABASE_URL: 'sqlite:./waiting.db' };
    const service = await start(env, inFolder);
    const answered = startOneNet(service.url, '19912347000');
    await held.asked;

    service.kill('SIGTERM');

    const { id, status } = await answered;
    expect(status).toBe('FAILED');
    expect(await service.exited).toEqual(clean);
    const { url } = await start(env, inFolder);
    expect((await readVerification(url, id))?.history).toEqual([
      { version: 1, status: 'PENDING', cause: 'REQUESTED' },
      { version: 2, status: 'FAILED', cause: 'PROVIDER_RESPONSE' },
    ]);
  });

  it('completes while a push is being answered', async () => {
    oneNet = await openFakeOneNet();
    const env = { ...oneNet.env, DATABASE_URL: 'sqlite:./pushed.db' };
    const service = await start(env, inFolder);
    const { id, references } = await startOneNet(service.url, '19912347000');

    const acknowledged = push(service.url, oneNet.targetOf(references.busiSeq), () =>
      service.kill('SIGTERM'),
    );

    expect(await acknowledged).toBe(true);
    expect(await service.exited).toEqual(clean);
    const { url } = await start(env, inFolder);
    expect(await readVerification(url, id)).toMatchObject({ version: 3, status: 'APPROVED' });
  });
});

/** A OneNET that keeps every caller waiting until it is released. */
function holdingOneNet() {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  return {
    beforeAnswer: () => {
      asked.resolve();
      return answer.promise;
    },
    asked: asked.promise,
    release: answer.resolve,
  };
}

/** Resolves when the service says that it is ending. */
async function draining(url: string): Promise<void> {
  let status = 200;
  while (status !== 503) ({ status } = await fetch(`${url}/readyz`));
}
