import { type Subscription, startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { type FakeOneNet, openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { laterPush, pushAccepted } from '../../support/onenet-push';
import { nextUpdate, nextUpdates, range, type Update, userVerificationUpdated } from '../../support/updates';

const opened = closeAfterEach();

// Bursts of pushes take their time on a small machine.

async function scene(): Promise<{ app: TestApp; oneNet: FakeOneNet }> {
  const oneNet = opened.keep(await openFakeOneNet());
  return { oneNet, app: opened.keep(await startTestApp({ env: oneNet.env })) };
}

function follow(
  app: TestApp,
  variables: { guid?: string; after?: string | undefined } = {},
  caller: Record<string, string> = {},
): Subscription<Record<string, Update>> {
  const subscription = app.subscribe<Record<string, Update>>(userVerificationUpdated, variables, caller);
  opened.keep({ close: () => subscription.stop() });
  return subscription;
}

const cursorsQuery = `query ($id: ID!) { verification(id: $id) { history { version cursor } } }`;

async function firstCursor(app: TestApp, id: string): Promise<string> {
  const { verification } = await app.query<{ verification: { history: { cursor: string }[] } }>(
    cursorsQuery,
    { id },
  );
  return verification.history[0]?.cursor ?? '';
}

const placeOf = ({ verification, version }: Update) => `${verification.id} ${version}`;

describe('userVerificationUpdated', () => {
  it('delivers the events of all verifications of one account, in order, and of no other account', async () => {
    const { app, oneNet } = await scene();
    const mine = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    const events = follow(app, { guid: 'account-of-liu', after: await firstCursor(app, mine.id) });
    expect(await nextUpdate(events)).toMatchObject({ version: 2, verification: { id: mine.id } });

    const others = await startAtOneNet(app, oneNet, { guid: 'account-of-ouyang' });
    await pushAccepted(others.callbackUrl, laterPush(others, 1, '0'));
    const second = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    await pushAccepted(mine.callbackUrl, laterPush(mine, 1, '2'));
    await pushAccepted(second.callbackUrl, laterPush(second, 1, '0'));

    expect((await nextUpdates(events, 4)).map(placeOf)).toEqual([
      `${second.id} 1`,
      `${second.id} 2`,
      `${mine.id} 3`,
      `${second.id} 3`,
    ]);
  });

  it("follows the caller's own account if guid is omitted", async () => {
    const { app, oneNet } = await scene();
    const caller = { 'x-dev-guid': 'account-of-liu', 'x-dev-scopes': 'none' };
    const started = await startAtOneNet(app, oneNet, {}, caller);
    const events = follow(app, { after: await firstCursor(app, started.id) }, caller);

    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));

    expect((await nextUpdates(events, 2)).map(({ version }) => version)).toEqual([2, 3]);
  });

  it('resumes after the cursor of the last event that the subscriber received', async () => {
    const { app, oneNet } = await scene();
    const first = await startAtOneNet(app, oneNet);
    const second = await startAtOneNet(app, oneNet);
    const before = follow(app, { after: await firstCursor(app, first.id) });
    const seen = await nextUpdates(before, 3);
    await before.stop();

    await Promise.all(
      range(1, 20).map((n) => {
        const started = n % 2 === 0 ? first : second;
        return pushAccepted(started.callbackUrl, laterPush(started, n, '0'));
      }),
    );
    const after = await nextUpdates(follow(app, { after: seen.at(-1)?.cursor }), 20);

    const places = [...seen, ...after].map(placeOf);
    expect(new Set(places).size).toBe(23);
    for (const { id } of [first, second]) {
      const versions = [...seen, ...after]
        .filter(({ verification }) => verification.id === id)
        .map(({ version }) => version);
      expect(versions).toEqual(range(id === first.id ? 2 : 1, 12));
    }
  });

  it('has neither a gap nor a repeat for a subscriber that connects during a burst', async () => {
    const { app, oneNet } = await scene();

    for (const round of range(1, 20)) {
      const guid = `account-${round}`;
      const started = await Promise.all(range(1, 3).map(() => startAtOneNet(app, oneNet, { guid })));
      const [anyOne] = started;
      const burst = started.flatMap((target) =>
        range(1, 5).map((n) => pushAccepted(target.callbackUrl, laterPush(target, n, '0'))),
      );
      await Promise.all(burst.slice(0, round % 15));
      const cursor = Buffer.from('v1:0').toString('base64url');
      const events = follow(app, { guid, after: cursor });
      const updates = await nextUpdates(events, 21);
      await Promise.all(burst);
      for (const { id } of started) {
        const versions = updates
          .filter(({ verification }) => verification.id === id)
          .map(({ version }) => version);
        expect(versions).toEqual(range(1, 7));
      }
      expect(new Set(updates.map(({ cursor: place }) => place)).size).toBe(21);
      expect(anyOne).toBeDefined();
      await events.stop();
    }
  });

  it('for another account requires realname:read', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    const clerk = { 'x-dev-guid': 'clerk', 'x-dev-scopes': 'realname:read' };
    const events = follow(app, { guid: 'account-of-liu', after: await firstCursor(app, started.id) }, clerk);

    expect(await nextUpdate(events)).toMatchObject({ version: 2, verification: { id: started.id } });
  });

  it('waits for the first verification of an account', async () => {
    const { app, oneNet } = await scene();
    const cursor = Buffer.from('v1:0').toString('base64url');
    const events = follow(app, { guid: 'account-of-liu', after: cursor });
    const next = nextUpdate(events);

    const started = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });

    expect(await next).toMatchObject({ version: 1, verification: { id: started.id } });
  });
});
