import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { applyKeptPushes } from '../../src/service/provider-events/apply-kept-pushes';
import { callbackFingerprint } from '../../src/service/provider-events/callback-address';
import { closeAfterEach } from '../support/closing';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { openFileDatabase } from '../support/file-database';
import { acknowledgement, laterPush, pushTo } from '../support/onenet-push';
import { type ProbedApp, startProbedApp } from '../support/probed-app';
import { range } from '../support/updates';
import { lookAt } from '../support/verification';

const opened = closeAfterEach();

/** Kept pushes stay kept: the sweeper would apply them. */
const sweepPauseMs = 3_600_000;

const tokenOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);
const inventedAddress = (app: ProbedApp, bytes: number, folder = 'callbacks/onenet') =>
  `${app.url}/${folder}/${randomBytes(bytes).toString('base64url')}`;

async function scene(env: Readonly<Record<string, string>> = {}) {
  const oneNet = opened.keep(await openFakeOneNet());
  const app = opened.keep(await startProbedApp({ env: { ...oneNet.env, ...env }, sweepPauseMs }));
  return { app, oneNet, started: await startAtOneNet(app, oneNet) };
}

/** From now on every question to the database about a verification fails. Returns how many there were. */
function takeStoreAway({ tools }: ProbedApp): () => number {
  let asked = 0;
  const { verifications } = tools.store;
  for (const name of ['find', 'findByCallbackToken', 'hasFormerCallbacks', 'change'] as const) {
    Object.assign(verifications, {
      [name]: async () => {
        asked += 1;
        throw new Error('the store is away');
      },
    });
  }
  return () => asked;
}

/** Makes a verification's address one of 1.0.0: a token without a MAC. */
function asOf1_0_0(app: ProbedApp, database: ReturnType<typeof openFileDatabase>, id: string): string {
  const token = randomBytes(32).toString('base64url');
  database.beside((file) =>
    file
      .prepare('update verification set door_token_hash = ?, callback_form = 1 where id = ?')
      .run(callbackFingerprint(app.tools.store.encryption, token), id),
  );
  return `${app.url}/callbacks/onenet/${token}`;
}

describe('a callback or return address with a wrong MAC', () => {
  it('is refused without any question to the database, also while the database is away', async () => {
    const { app, started } = await scene();
    const push = laterPush(started, 1, '0');
    const asked = takeStoreAway(app);
    const token = tokenOf(started.callbackUrl);
    const last = token.at(-1) === 'A' ? 'B' : 'A';

    for (const address of [
      inventedAddress(app, 48),
      inventedAddress(app, 16),
      started.callbackUrl.slice(0, -1) + last,
      `${app.url}/callbacks/onenet/x`,
    ]) {
      expect(await pushTo(address, push)).toMatchObject({ status: 404 });
    }
    expect((await fetch(inventedAddress(app, 48, 'returns/linkid'))).status).toBe(404);
    expect(asked()).toBe(0);
    expect(app.tools.inbox.counts()).toEqual({ waiting: 0, aside: 0 });
    // With the right one the push is kept for the database.
    expect(await pushTo(started.callbackUrl, push)).toMatchObject({ status: 200, body: acknowledgement });
    expect(app.tools.inbox.counts()).toEqual({ waiting: 1, aside: 0 });
  });

  it('is answered before its body is sent', async () => {
    const { app } = await scene();
    const sent = request(inventedAddress(app, 48), {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', 'content-length': 50_000 },
    });
    sent.on('error', () => {});
    sent.write('{');

    const [answer] = (await once(sent, 'response')) as [IncomingMessage];

    expect(answer.statusCode).toBe(404);
    sent.destroy();
  });
});

describe('a callback address of 1.0.0, which has no MAC', () => {
  it('stays valid, also while the database is away', async () => {
    const database = opened.keep(openFileDatabase());
    const { app, oneNet, started } = await scene(database.env);
    const address = asOf1_0_0(app, database, started.id);
    const other = await startAtOneNet(app, oneNet);
    const otherAddress = asOf1_0_0(app, database, other.id);

    expect(await pushTo(address, laterPush(started, 1, '0'))).toMatchObject({ status: 200 });
    expect(await lookAt(app, started.id)).toMatchObject({ status: 'APPROVED' });

    const { change, hasFormerCallbacks } = app.tools.store.verifications;
    takeStoreAway(app);
    Object.assign(app.tools.store.verifications, { hasFormerCallbacks });
    expect(await pushTo(otherAddress, laterPush(other, 1, '0'))).toMatchObject({ status: 200 });
    expect(app.tools.inbox.counts()).toEqual({ waiting: 1, aside: 0 });
    Object.assign(app.tools.store.verifications, { change });
  });

  it('is not looked up for each request while no verification has one', async () => {
    const { app, started } = await scene();
    const push = laterPush(started, 1, '0');
    let looks = 0;
    const { findByCallbackToken } = app.tools.store.verifications;
    Object.assign(app.tools.store.verifications, {
      findByCallbackToken: async (hash: string) => {
        looks += 1;
        return findByCallbackToken(hash);
      },
      change: async () => {
        looks += 1;
        throw new Error('asked');
      },
    });

    for (const _ of range(1, 20)) {
      expect(await pushTo(inventedAddress(app, 32), push)).toMatchObject({ status: 404 });
    }

    expect(looks).toBe(0);
  });
});

describe('a flood of junk at invented addresses of 1.0.0 during an outage', () => {
  it('fills an eighth of the inbox, makes it refuse no real push, and is dropped afterwards', async () => {
    const database = opened.keep(openFileDatabase());
    const { app, oneNet, started } = await scene({ ...database.env, INBOX_MAX_BYTES: '1048576' });
    const old = await startAtOneNet(app, oneNet);
    // Without one such verification, the addresses would be refused at once.
    asOf1_0_0(app, database, old.id);
    const { hasFormerCallbacks, change, find, findByCallbackToken } = app.tools.store.verifications;
    expect(await hasFormerCallbacks()).toBe(true);
    takeStoreAway(app);
    Object.assign(app.tools.store.verifications, { hasFormerCallbacks });
    const large = { ...laterPush(started, 1, '0'), padding: 'x'.repeat(50_000) };
    const junk = {
      ...large,
      auditResult: { ...large.auditResult, auditMessage: '查'.repeat(400) },
    };

    const statuses = new Set<number>();
    for (const _ of range(1, 120)) statuses.add((await pushTo(inventedAddress(app, 32), junk)).status);

    // Refused once their share is full, and asked to come again: nobody can tell yet whose they are.
    expect([...statuses]).toEqual([200, 503]);
    const { waiting } = app.tools.inbox.counts();
    expect(waiting).toBeGreaterThan(20);
    expect(waiting).toBeLessThan(100);
    expect(await pushTo(started.callbackUrl, large)).toMatchObject({ status: 200, body: acknowledgement });

    Object.assign(app.tools.store.verifications, { change, find, findByCallbackToken });
    await applyKeptPushes(app.tools, new AbortController().signal);
    expect(app.tools.inbox.counts()).toEqual({ waiting: 0, aside: 0 });
    expect(await lookAt(app, started.id)).toMatchObject({ status: 'APPROVED' });
  });
});
