import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { createLogger } from '../../../src/telemetry/logger';
import { startTestApp } from '../../support/app';
import { closeAfterEach, openedOnce } from '../../support/closing';
import { openFakeOneNet, type SeenStart, startAtOneNet } from '../../support/fake-onenet';
import {
  acknowledgement,
  type PushAnswer,
  pushAccepted,
  pushTo,
  samplePush,
} from '../../support/onenet-push';
import { liu } from '../../support/people';
import { startProbedApp } from '../../support/probed-app';
import { lookAt } from '../../support/verification';

const opened = closeAfterEach();

const sharedOneNet = openedOnce(() => openFakeOneNet());
const sharedApp = openedOnce(async () => startTestApp({ env: (await sharedOneNet()).env }));

async function scene() {
  const oneNet = await sharedOneNet();
  const app = await sharedApp();
  return { app, oneNet, started: await startAtOneNet(app, oneNet) };
}

/** A refusal is JSON with an errno that is not 0, in the 4xx or 5xx. */
function expectRefusal({ body, contentType }: PushAnswer): void {
  expect(contentType).toContain('application/json');
  const answer = JSON.parse(body) as Record<string, unknown>;
  expect(answer).toEqual({ errno: expect.any(Number), error: expect.any(String) });
  expect(answer['errno']).not.toBe(0);
}

describe('a push for an unknown verification', () => {
  it('gets the same answer for an unknown token, a wrong phone and a wrong busiSeq', async () => {
    const { app, oneNet, started } = await scene();
    const other = await startAtOneNet(app, oneNet, { phone: liu.mobileNo });
    const { callbackUrl } = started;
    const unknownUrl = `${app.url}/callbacks/onenet/${'A'.repeat(43)}`;

    const answers = await Promise.all([
      pushTo(unknownUrl, samplePush(started)),
      pushTo(unknownUrl, { nothing: 'of the kind' }),
      pushTo(unknownUrl, 'not JSON'),
      pushTo(`${app.url}/callbacks/onenet/x`, samplePush(started)),
      pushTo(callbackUrl, samplePush({ ...started, phone: '19900000000' })),
      pushTo(callbackUrl, samplePush({ ...started, busiSeq: 'OneNET20200408231042000087' })),
      pushTo(callbackUrl, samplePush({ ...started, busiSeq: other.busiSeq })),
      pushTo(other.callbackUrl, samplePush(started)),
      pushTo(callbackUrl, samplePush(started, { busiSeq: `${started.busiSeq}0` })),
      pushTo(callbackUrl, samplePush(started, { auditStatus: '7', phone: '19900000000' })),
    ]);

    const [first] = answers;
    expect(first?.status).toBe(404);
    expectRefusal(first as PushAnswer);
    expect(answers).toEqual(answers.map(() => first));
    for (const { id } of [started, other]) {
      expect(await lookAt(app, id)).toMatchObject({ version: 2, status: 'AWAITING_USER' });
    }
  });

  it('does not use up the callback address', async () => {
    const { app, started } = await scene();
    await pushTo(started.callbackUrl, samplePush({ ...started, phone: '19900000000' }));

    await pushAccepted(started.callbackUrl, samplePush(started));

    expect(await lookAt(app, started.id)).toMatchObject({ version: 3, status: 'APPROVED' });
  });

  it("is only accepted at its own provider's callback address, by POST", async () => {
    const { app, started } = await scene();
    const token = started.callbackUrl.split('/').at(-1);

    for (const provider of ['yuxin', 'ucenter', 'onenet2', '__proto__', 'constructor']) {
      const answer = await pushTo(`${app.url}/callbacks/${provider}/${token}`, samplePush(started));
      expect(answer.status).toBe(404);
    }
    for (const method of ['GET', 'PUT', 'HEAD']) {
      const response = await fetch(started.callbackUrl, { method });
      expect(response.status).toBe(404);
    }
    expect(await lookAt(app, started.id)).toMatchObject({ version: 2 });
  });
});

describe('an unreadable push is refused', () => {
  it.each([
    ['empty', ''],
    ['no JSON', 'auditResult=0'],
    ['half of a JSON', '{"auditResult":{"auditStatus":"0"'],
    ['an array', []],
    ['null', null],
    ['a text', '"0"'],
    ['without auditResult', { custInfo: {} }],
    ['with an auditResult that is a text', { auditResult: '0' }],
    ['without a status', { auditResult: { busiSeq: '1', phone: '1' } }],
    ['without a busiSeq', { auditResult: { auditStatus: '0', phone: '1' } }],
    ['without a phone', { auditResult: { auditStatus: '0', busiSeq: '1' } }],
  ])('with a 4xx because it is %s, and changes nothing', async (_what, body) => {
    const { app, started } = await scene();

    const answer = await pushTo(started.callbackUrl, body);

    expect(answer.status).toBe(400);
    expectRefusal(answer);
    expect(await lookAt(app, started.id)).toMatchObject({ version: 2, status: 'AWAITING_USER' });
  });

  it('with a 4xx and an errno because it is far too large', async () => {
    const { app, started } = await scene();
    const large = { ...samplePush(started), custInfo: { custCertAddr: '浙'.repeat(400_000) } };

    const answer = await pushTo(started.callbackUrl, large);

    expect(answer.status).toBe(413);
    expectRefusal(answer);
    expect(await lookAt(app, started.id)).toMatchObject({ version: 2, status: 'AWAITING_USER' });
  });

  it('with no change because the connection was cut', async () => {
    const { app, started } = await scene();
    const { hostname, port, pathname } = new URL(started.callbackUrl);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"auditResult"`,
    );
    socket.destroy();
    await once(socket, 'close');

    await pushAccepted(started.callbackUrl, samplePush(started));

    expect(await lookAt(app, started.id)).toMatchObject({ version: 3, status: 'APPROVED' });
  });
});

describe('a push is refused so that OneNET sends it again', () => {
  it('if it arrives before the response to the start is recorded', async () => {
    const early: PushAnswer[] = [];
    const pushFirst = async (start: SeenStart) => {
      early.push(await pushTo(start.callbackUrl, samplePush(start)));
    };
    const oneNet = opened.keep(await openFakeOneNet({ beforeAnswer: pushFirst }));
    const app = opened.keep(await startTestApp({ env: oneNet.env }));

    const started = await startAtOneNet(app, oneNet);
    const again = await pushTo(started.callbackUrl, samplePush(started));

    expect(early.map(({ status }) => status)).toEqual([503]);
    expectRefusal(early[0] as PushAnswer);
    expect(again).toMatchObject({ status: 200, body: acknowledgement });
    const seen = await lookAt(app, started.id);
    expect(seen).toMatchObject({ version: 3, status: 'APPROVED' });
    expect(seen.history.map(({ status }) => status)).toEqual(['PENDING', 'AWAITING_USER', 'APPROVED']);
  });

  it('if it could be neither recorded nor kept', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startProbedApp({ env: oneNet.env }));
    const started = await startAtOneNet(app, oneNet);
    const { store, inbox } = app.tools;
    const { change } = store.verifications;
    const { put } = inbox;
    store.verifications.change = () =>
      Promise.reject(new Error(`disk full at /var/lib for ${started.phone}`));
    inbox.put = () => {
      throw new Error(`disk full at /var/lib for ${started.phone}`);
    };

    const answer = await pushTo(started.callbackUrl, samplePush(started));
    Object.assign(store.verifications, { change });
    Object.assign(inbox, { put });
    const again = await pushTo(started.callbackUrl, samplePush(started));

    expect(answer.status).toBe(503);
    expectRefusal(answer);
    expect(answer.body).not.toMatch(/disk|199/);
    expect(again.body).toBe(acknowledgement);
    expect(await lookAt(app, started.id)).toMatchObject({ version: 3, status: 'APPROVED' });
    expect(JSON.stringify(app.logLines)).not.toContain(started.phone);
  });
});

describe('the log of pushes', () => {
  it('holds no token, phone, name, address or ID number', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const oneNet = opened.keep(await openFakeOneNet());
    const log = createLogger('trace', sink);
    const app = opened.keep(await startTestApp({ env: oneNet.env, log }));
    const started = await startAtOneNet(app, oneNet, { phone: liu.mobileNo });
    const { custInfo, ...rest } = samplePush(started, { auditMessage: `${liu.realName} ${liu.identityNo}` });
    const person = { ...(custInfo as object), custName: liu.realName, custCertNo: liu.identityNo };
    const push = { ...rest, custInfo: person };

    await pushTo(started.callbackUrl, push);
    await pushTo(started.callbackUrl, push);
    await pushTo(started.callbackUrl, { ...push, auditResult: { ...rest.auditResult, auditStatus: '7' } });
    await pushTo(started.callbackUrl, {
      ...push,
      auditResult: { ...rest.auditResult, auditStatus: liu.identityNo, responseTime: 1 },
    });
    await pushTo(started.callbackUrl, {
      ...push,
      auditResult: { ...rest.auditResult, busiSeq: liu.identityNo },
    });
    await pushTo(started.callbackUrl, JSON.stringify(push).slice(0, -1));
    await pushTo(started.callbackUrl, { ...push, custInfo: '浙'.repeat(100_000) });
    await pushTo(`${started.callbackUrl}x`, push);
    await pushTo(`${started.callbackUrl}%zz`, push);

    const text = lines.join('');
    expect(lines.length).toBeGreaterThan(5);
    const token = started.callbackUrl.split('/').at(-1) ?? '';
    const address = (custInfo as { custCertAddr: string }).custCertAddr;
    for (const secret of [token, liu.mobileNo, liu.realName, liu.identityNo, address, '六三']) {
      expect(text).not.toContain(secret);
    }
  });
});
