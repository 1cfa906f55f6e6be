import { type Subscription, startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach, openedOnce } from '../../support/closing';
import {
  type FakeOneNet,
  openFakeOneNet,
  type StartedAtOneNet,
  startAtOneNet,
} from '../../support/fake-onenet';
import { laterPush, pushAccepted, samplePush } from '../../support/onenet-push';
import { startProbedApp } from '../../support/probed-app';
import { openSocket, type RawSocket } from '../../support/socket';
import {
  nextUpdate,
  nextUpdates,
  range,
  type Update,
  userVerificationUpdated,
  verificationUpdated,
} from '../../support/updates';

const opened = closeAfterEach();

// Bursts of pushes take their time on a small machine.

const sharedOneNet = openedOnce(() => openFakeOneNet());
const sharedApp = openedOnce(async () => startTestApp({ env: (await sharedOneNet()).env }));

async function scene(): Promise<{ app: TestApp; oneNet: FakeOneNet }> {
  return { oneNet: await sharedOneNet(), app: await sharedApp() };
}

function follow(
  app: TestApp,
  { id }: { id: string },
  sinceVersion?: number,
): Subscription<Record<string, Update>> {
  const subscription = app.subscribe<Record<string, Update>>(verificationUpdated, { id, sinceVersion });
  opened.keep({ close: () => subscription.stop() });
  return subscription;
}

function followOn(socket: RawSocket, id: string, variables: { id: string; sinceVersion?: number }): void {
  socket.send({ type: 'subscribe', id, payload: { query: verificationUpdated, variables } });
}

/** The versions that a subscription of a socket has brought, once it has brought that one. */
async function seenOn(socket: RawSocket, id: string, last: number): Promise<number[]> {
  for (;;) {
    const seen = socket.received
      .filter((message) => message.id === id)
      .map(
        ({ payload }) =>
          (payload as { data: { verificationUpdated: Update } }).data.verificationUpdated.version,
      );
    if (seen.includes(last)) return seen;
    await socket.next();
  }
}

const versions = (updates: readonly Update[]) => updates.map(({ version }) => version);

function pushMany(started: StartedAtOneNet, count: number): Promise<unknown> {
  return Promise.all(
    range(1, count).map((n) => pushAccepted(started.callbackUrl, laterPush(started, n, '0'))),
  );
}

describe('the subscription verificationUpdated', () => {
  it('first delivers the events since a version, then new ones', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    const events = follow(app, started, 0);

    const past = await nextUpdates(events, 2);
    await pushAccepted(started.callbackUrl, samplePush(started, { auditStatus: '4' }));
    const live = await nextUpdate(events);

    expect(past).toMatchObject([
      { version: 1, status: 'PENDING', cause: 'REQUESTED', verification: { version: 2 } },
      { version: 2, status: 'AWAITING_USER', cause: 'PROVIDER_RESPONSE', verification: { version: 2 } },
    ]);
    expect(live).toMatchObject({
      version: 3,
      status: 'REJECTED',
      cause: 'PROVIDER_CALLBACK',
      secondInspection: 'FAILED',
      occurredAt: '2020-03-07T08:40:41.871Z',
      verification: { id: started.id, version: 3, status: 'REJECTED' },
    });
  });

  it('delivers only events after the version that the client has seen', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    await pushAccepted(started.callbackUrl, samplePush(started));

    expect(versions(await nextUpdates(follow(app, started, 1), 2))).toEqual([2, 3]);
  });

  it('without sinceVersion delivers only new events', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    const socket = opened.keep(await openSocket(app.url));
    await socket.next();
    followOn(socket, '1', { id: started.id });
    // Messages of one socket are taken in turn: when this one is answered, the other stands.
    followOn(socket, '2', { id: started.id, sinceVersion: 1 });
    expect(await seenOn(socket, '2', 2)).toEqual([2]);

    await pushAccepted(started.callbackUrl, samplePush(started));

    expect(await seenOn(socket, '1', 3)).toEqual([3]);
  });

  it('with a future version waits for the events after it', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    const events = follow(app, started, 3);
    const next = nextUpdate(events);

    await pushMany(started, 2);

    expect(await next).toMatchObject({ version: 4 });
  });

  it('delivers with each event the verification as of that version', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    const events = follow(app, started, 2);

    for (const n of range(3, 8)) {
      await pushAccepted(started.callbackUrl, laterPush(started, n, n % 2 === 0 ? '0' : '2'));
      const update = await nextUpdate(events);
      expect(update).toMatchObject({ version: n, verification: { version: n, status: update.status } });
    }
  });

  it('stays open after a verdict, since a second inspection may follow', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    const events = follow(app, started, 2);

    for (const [n, status] of [['0'], ['3'], ['4']].entries()) {
      await pushAccepted(started.callbackUrl, laterPush(started, n, String(status)));
    }

    expect((await nextUpdates(events, 3)).map(({ status }) => status)).toEqual([
      'APPROVED',
      'APPROVED',
      'REJECTED',
    ]);
  });

  it('delivers more than a batch of past events without a gap', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    await pushMany(started, 230);

    expect(versions(await nextUpdates(follow(app, started, 0), 232))).toEqual(range(1, 232));
  });

  it('delivers the same events to every subscriber', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    const others = await startAtOneNet(app, oneNet);
    const subscribers = range(1, 8).map(() => follow(app, started, 0));

    await Promise.all([pushMany(started, 10), pushMany(others, 10)]);
    const seen = await Promise.all(subscribers.map((events) => nextUpdates(events, 12)));

    for (const updates of seen) {
      expect(versions(updates)).toEqual(range(1, 12));
      expect(new Set(updates.map(({ verification }) => verification.id))).toEqual(new Set([started.id]));
    }
  });
});

describe("a push between a stream's reading of past events and its waiting for new ones", () => {
  it('is delivered', async () => {
    const oneNet = await sharedOneNet();
    const app = opened.keep(await startProbedApp({ env: oneNet.env }));
    const started = await startAtOneNet(app, oneNet);
    const { store } = app.tools;
    const { after: eventsAfter, ofAccountAfter: accountEventsAfter } = store.events;
    let pushes = 0;
    const pushOnce = async () => {
      if (pushes >= 10) return;
      pushes += 1;
      await pushAccepted(started.callbackUrl, laterPush(started, pushes, '0'));
    };
    store.events.after = async (...position) => {
      const events = await eventsAfter(...position);
      await pushOnce();
      return events;
    };
    store.events.ofAccountAfter = async (...position) => {
      const events = await accountEventsAfter(...position);
      await pushOnce();
      return events;
    };

    const after = Buffer.from('v1:0').toString('base64url');
    const account = app.subscribe<Record<string, Update>>(userVerificationUpdated, { after });
    opened.keep({ close: () => account.stop() });
    const ofOne = await nextUpdates(follow(app, started, 0), 12);
    const ofAccount = await nextUpdates(account, 12);

    expect(versions(ofOne)).toEqual(range(1, 12));
    expect(versions(ofAccount)).toEqual(range(1, 12));
  });
});

describe('a subscription that starts during a burst of pushes', () => {
  it('has neither a gap nor a repeat with sinceVersion', async () => {
    const { app, oneNet } = await scene();

    for (const round of range(1, 24)) {
      const started = await startAtOneNet(app, oneNet);
      const burst = range(1, 12).map((n) => pushAccepted(started.callbackUrl, laterPush(started, n, '0')));
      // Each round connects at another moment of the burst.
      await Promise.all(burst.slice(0, round % 12));
      const events = follow(app, started, 0);
      const updates = await nextUpdates(events, 14);
      await Promise.all(burst);
      expect(versions(updates)).toEqual(range(1, 14));
      await events.stop();
    }
  });

  it('has neither a gap nor a repeat without sinceVersion, wherever it begins', async () => {
    const { app, oneNet } = await scene();

    for (const round of range(1, 24)) {
      const started = await startAtOneNet(app, oneNet);
      const socket = await openSocket(app.url);
      await socket.next();
      const burst = range(1, 12).map((n) => pushAccepted(started.callbackUrl, laterPush(started, n, '0')));
      await Promise.all(burst.slice(0, round % 12));
      followOn(socket, '1', { id: started.id });
      followOn(socket, '2', { id: started.id, sinceVersion: 0 });
      await seenOn(socket, '2', 14);
      // That may have been the last one before the other began: one more comes to both of them.
      await pushAccepted(started.callbackUrl, laterPush(started, 13, '4'));
      const late = await seenOn(socket, '1', 15);
      expect(late).toEqual(range(late[0] ?? 0, 15));
      await socket.close();
    }
  });
});
