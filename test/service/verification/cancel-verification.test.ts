import { startTestApp, type TestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { laterPush, pushAccepted, samplePush } from '../../support/onenet-push';
import { liu } from '../../support/people';
import { nextUpdates, type Update, verificationUpdated } from '../../support/updates';
import { lookAt } from '../../support/verification';

const opened = closeAfterEach();

const cancel = `mutation ($id: ID!) {
  cancelVerification(id: $id) {
    verification { id version status expiresAt decidedAt history { version status cause } }
    inputErrors { path code message }
  }
}`;

interface Payload {
  readonly verification: Record<string, unknown> | null;
  readonly inputErrors: readonly { path: string[]; code: string; message: string }[];
}

async function answerTo(app: TestApp, id: string, headers: Record<string, string> = {}): Promise<Payload> {
  return (await app.query<{ cancelVerification: Payload }>(cancel, { id }, headers)).cancelVerification;
}

async function scene(options: Parameters<typeof startTestApp>[0] = {}) {
  const oneNet = opened.keep(await openFakeOneNet());
  const app = opened.keep(await startTestApp({ ...options, env: oneNet.env }));
  return { app, oneNet };
}

const liusHeaders = { 'x-dev-guid': 'account-of-liu', 'x-dev-scopes': 'none' };

describe('cancelVerification', () => {
  it("ends the waiting of the caller's verification, and notifies its subscribers", async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet, {}, liusHeaders);
    const events = app.subscribe<Record<string, Update>>(
      verificationUpdated,
      { id: started.id, sinceVersion: 2 },
      liusHeaders,
    );
    opened.keep({ close: () => events.stop() });

    const { verification, inputErrors } = await answerTo(app, started.id, liusHeaders);

    expect(inputErrors).toEqual([]);
    expect(verification).toEqual({
      id: started.id,
      version: 3,
      status: 'CANCELED',
      expiresAt: null,
      decidedAt: null,
      history: [
        { version: 1, status: 'PENDING', cause: 'REQUESTED' },
        { version: 2, status: 'AWAITING_USER', cause: 'PROVIDER_RESPONSE' },
        { version: 3, status: 'CANCELED', cause: 'CANCELED' },
      ],
    });
    expect(await nextUpdates(events, 1)).toMatchObject([
      { version: 3, status: 'CANCELED', cause: 'CANCELED' },
    ]);
  });

  it('cancels a verification in review', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    await pushAccepted(started.callbackUrl, samplePush(started, { auditStatus: '1' }));

    expect((await answerTo(app, started.id)).verification).toMatchObject({ status: 'CANCELED', version: 4 });
  });

  it("answers for another account's verification exactly as for one that does not exist", async () => {
    const { app, oneNet } = await scene();
    const { id } = await startAtOneNet(app, oneNet, {}, liusHeaders);
    const headers = { 'x-dev-guid': 'stranger', 'x-dev-scopes': 'none' };
    // A caller that may see everything may still not change it.
    const reader = { 'x-dev-guid': 'clerk', 'x-dev-scopes': 'realname:read' };

    const foreign = await answerTo(app, id, headers);

    expect(foreign).toEqual({
      verification: null,
      inputErrors: [{ path: ['id'], code: 'UNKNOWN_REFERENCE', message: expect.any(String) }],
    });
    expect(await answerTo(app, 'no-such', headers)).toEqual(foreign);
    expect(await answerTo(app, '', headers)).toEqual(foreign);
    expect(await answerTo(app, id, reader)).toEqual(foreign);
    expect(await lookAt(app, id)).toMatchObject({ version: 2, status: 'AWAITING_USER' });
  });

  it('cancels for another account with realname:write', async () => {
    const { app, oneNet } = await scene();
    const { id } = await startAtOneNet(app, oneNet, {}, liusHeaders);

    const { verification } = await answerTo(app, id, {
      'x-dev-guid': 'clerk',
      'x-dev-scopes': 'realname:write',
    });

    expect(verification).toMatchObject({ id, status: 'CANCELED' });
  });

  it.each([
    ['approved', '0'],
    ['rejected', '2'],
  ])('refuses a verification that is %s', async (_what, auditStatus) => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    await pushAccepted(started.callbackUrl, samplePush(started, { auditStatus }));
    const before = await lookAt(app, started.id);

    const payload = await answerTo(app, started.id);

    expect(payload).toEqual({
      verification: null,
      inputErrors: [{ path: ['id'], code: 'WRONG_STATE', message: expect.any(String) }],
    });
    expect(await lookAt(app, started.id)).toEqual(before);
  });

  it('refuses a verification that has failed, expired or been cancelled', async () => {
    const clock = testClock();
    const app = opened.keep(await startTestApp({ now: clock.now, sweepPauseMs: 5 }));
    const startOf = async (phone: string) => {
      const data = await app.query<{ startOneNetVerification: { verification: { id: string } } }>(
        `mutation ($phone: String!) {
          startOneNetVerification(input: { userId: 1, phone: $phone }) { verification { id } }
        }`,
        { phone },
      );
      return data.startOneNetVerification.verification.id;
    };
    const failed = await startOf('15415400008');
    const expired = await startOf('19912349999');
    clock.advance(86_400_000);
    const events = app.subscribe<Record<string, Update>>(verificationUpdated, {
      id: expired,
      sinceVersion: 2,
    });
    opened.keep({ close: () => events.stop() });
    expect(await nextUpdates(events, 1)).toMatchObject([{ status: 'EXPIRED' }]);
    const canceled = await startOf('19912348888');
    await answerTo(app, canceled);

    for (const id of [failed, expired, canceled]) {
      expect(await answerTo(app, id)).toMatchObject({
        verification: null,
        inputErrors: [{ code: 'WRONG_STATE' }],
      });
    }
    expect(await lookAt(app, canceled)).toMatchObject({ version: 3 });
  });

  it('and a verdict at the same moment lead to one decision', async () => {
    const { app, oneNet } = await scene();

    for (let round = 0; round < 20; round += 1) {
      const started = await startAtOneNet(app, oneNet);
      const [{ verification, inputErrors }] = await Promise.all([
        answerTo(app, started.id),
        pushAccepted(started.callbackUrl, laterPush(started, round, '0')),
      ]);
      const seen = await lookAt(app, started.id);
      if (verification) expect(seen).toMatchObject({ status: 'CANCELED', version: 4 });
      else {
        expect(inputErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
        expect(seen).toMatchObject({ status: 'APPROVED', version: 3 });
      }
    }
  });
});

describe('several mutations in one request', () => {
  it('are each answered with the state after all of them', async () => {
    const app = opened.keep(await startTestApp());
    const { startOneNetVerification } = await app.query<{
      startOneNetVerification: { verification: { id: string } };
    }>(
      'mutation { startOneNetVerification(input: { userId: 1, phone: "19912349999" }) { verification { id } } }',
    );
    const { id } = startOneNetVerification.verification;
    const shown = `verification {
      version history { version } user { isRealNameVerified latestVerification { method } }
    }`;

    const answer = await app.send<Record<string, unknown>>(
      `mutation ($id: ID!, $owner: VerifyMobileOwnerInput!) {
        first: verifyMobileOwner(input: $owner) { ${shown} }
        second: cancelVerification(id: $id) { ${shown} }
      }`,
      { id, owner: { idCard: liu.identityNo, userName: liu.realName, mobileNo: '19912345678' } },
    );

    const byPhone = { isRealNameVerified: true, latestVerification: { method: 'MOBILE_OWNER' } };
    expect(answer).toMatchObject({
      data: {
        first: { verification: { version: 2, history: [{}, {}], user: byPhone } },
        second: { verification: { version: 3, history: [{}, {}, { version: 3 }], user: byPhone } },
      },
    });
  });
});
