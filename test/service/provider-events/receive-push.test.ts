import { startTestApp, type TestApp } from '../../support/app';
import { openedOnce } from '../../support/closing';
import { openFakeOneNet, type StartedAtOneNet, startAtOneNet } from '../../support/fake-onenet';
import {
  acknowledgement,
  laterPush,
  pushAccepted,
  pushTo,
  samplePush,
  sampleTime,
} from '../../support/onenet-push';
import { lookAt, type SeenVerification } from '../../support/verification';

const sharedOneNet = openedOnce(() => openFakeOneNet());
const sharedApp = openedOnce(async () => startTestApp({ env: (await sharedOneNet()).env }));

interface Scene {
  readonly app: TestApp;
  readonly started: StartedAtOneNet;
  push(body: unknown): Promise<SeenVerification>;
}

/** A verification that waits for its first push. */
async function awaiting(): Promise<Scene> {
  const app = await sharedApp();
  const started = await startAtOneNet(app, await sharedOneNet());
  return {
    app,
    started,
    async push(body) {
      await pushAccepted(started.callbackUrl, body);
      return lookAt(app, started.id);
    },
  };
}

describe('a second inspection after redaction', () => {
  const redact = 'mutation ($id: ID!) { redactVerification(id: $id) { verification { status } } }';

  it('still revokes the approval, and restores no personal data', async () => {
    const { app, started, push } = await awaiting();
    await push(laterPush(started, 1, '0'));
    await app.query(redact, { id: started.id });

    const { status, secondInspection, auditInfo, subject } = await push(laterPush(started, 2, '4'));

    expect({ status, secondInspection }).toEqual({ status: 'REJECTED', secondInspection: 'FAILED' });
    expect([auditInfo, subject['realName'] ?? null]).toEqual([null, null]);
  });

  it('is applied to the right verification', async () => {
    const { app, started } = await awaiting();
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));
    await app.query(redact, { id: started.id });

    const answer = await pushTo(started.callbackUrl, {
      ...laterPush({ ...started, busiSeq: 'OneNET1' }, 2, '4'),
    });

    expect(answer.status).toBe(404);
    expect(await lookAt(app, started.id)).toMatchObject({ status: 'APPROVED' });
  });
});

describe("the sample push of OneNET's document", () => {
  it.each([
    ['as JSON', 'application/json'],
    ['as JSON with a charset', 'application/json; charset=utf-8'],
    ['as curl -d sends it', 'application/x-www-form-urlencoded'],
    ['as text', 'text/plain;charset=UTF-8'],
    ['with no content type', null],
    ['with a content type that is none', 'json'],
  ])('is acknowledged with exactly the documented bytes when it comes %s', async (_how, contentType) => {
    const { app, started } = await awaiting();

    const answer = await pushTo(started.callbackUrl, samplePush(started), contentType);

    expect(answer).toEqual({
      status: 200,
      contentType: expect.stringContaining('application/json'),
      body: '{"errno":0,"error":"succ"}',
    });
    expect(await lookAt(app, started.id)).toMatchObject({ status: 'APPROVED', version: 3 });
  });

  it('becomes an approval with all its values, masked', async () => {
    const { push, started } = await awaiting();

    const seen = await push(samplePush(started));

    const sampleDay = '2020-03-07T08:40:41.871Z';
    expect(seen).toMatchObject({
      version: 3,
      status: 'APPROVED',
      secondInspection: null,
      decidedAt: sampleDay,
      expiresAt: null,
      failure: null,
      references: { busiSeq: started.busiSeq, transactionId: '23003020200404161716000047' },
      subject: {
        realName: '六*',
        certType: 'RESIDENT_ID_CARD',
        identityNo: '5*****************00',
        mobileNo: '199****0000',
      },
    });
    expect(seen.auditInfo).toEqual({
      auditStatus: 'PASSED',
      auditMessage: '认证成功',
      transactionId: '23003020200404161716000047',
      busiSeq: started.busiSeq,
      phone: '199****0000',
      responseTime: sampleDay,
      custName: '六*',
      custCertNo: '5*****************00',
      custCertAddr: '重庆市',
      gender: 'MALE',
      nation: '汉',
      birthday: '2020-**-**',
      issuingAuthority: '重庆市渝北区双凤桥公安局',
      certValidDate: sampleDay,
      certExpDate: sampleDay,
      createTime: sampleDay,
      modifyTime: sampleDay,
      channelId: 'OneNET',
    });
    expect(seen.history.at(-1)).toMatchObject({
      version: 3,
      status: 'APPROVED',
      cause: 'PROVIDER_CALLBACK',
      occurredAt: sampleDay,
    });
  });

  it("is read the same when its person stands in auditInfo, as in the document's table", async () => {
    const first = await awaiting();
    const second = await awaiting();
    const { custInfo, ...rest } = samplePush(second.started);

    const fromSample = await first.push(samplePush(first.started));
    const fromTable = await second.push({ ...rest, auditInfo: custInfo });

    expect(fromTable.auditInfo).toEqual({ ...fromSample.auditInfo, busiSeq: second.started.busiSeq });
    expect(fromTable.subject).toEqual(fromSample.subject);
  });
});

describe('the status in a OneNET push', () => {
  it.each([
    ['0', { status: 'APPROVED', secondInspection: null, failure: null }, 'PASSED'],
    ['1', { status: 'IN_REVIEW', secondInspection: null, failure: null, decidedAt: null }, 'PENDING_REVIEW'],
    [
      '2',
      {
        status: 'REJECTED',
        secondInspection: null,
        failure: {
          code: 'REVIEW_REJECTED',
          providerCode: '2',
          providerMessage: '认证成功',
          retryable: false,
        },
      },
      'FAILED',
    ],
    ['3', { status: 'APPROVED', secondInspection: 'PASSED', failure: null }, 'SECOND_INSPECTION_PASSED'],
    [
      '4',
      {
        status: 'REJECTED',
        secondInspection: 'FAILED',
        failure: { code: 'REVIEW_REJECTED', providerCode: '4' },
      },
      'SECOND_INSPECTION_FAILED',
    ],
  ])('can be %s, which means %o', async (auditStatus, expected, name) => {
    const { push, started } = await awaiting();

    const seen = await push(samplePush(started, { auditStatus }));

    expect(seen).toMatchObject({ version: 3, ...expected, auditInfo: { auditStatus: name } });
  });

  it('may be a number, like every other text', async () => {
    const { push, started } = await awaiting();
    const { custInfo, ...rest } = samplePush(started, { auditStatus: 0, phone: Number(started.phone) });

    const seen = await push({ ...rest, custInfo: { ...(custInfo as object), gender: 0, custCertNo: 5001 } });

    expect(seen).toMatchObject({
      status: 'APPROVED',
      auditInfo: { gender: 'FEMALE', custCertNo: '5*01', phone: '199****0000' },
    });
  });

  it('leads from review to approval to a second inspection that revokes it', async () => {
    const { push, started } = await awaiting();

    await push(laterPush(started, 1, '1'));
    await push(laterPush(started, 2, '0'));
    const seen = await push(laterPush(started, 3, '4'));

    expect(seen).toMatchObject({ version: 5, status: 'REJECTED', secondInspection: 'FAILED' });
    expect(seen.history.map(({ status }) => status)).toEqual([
      'PENDING',
      'AWAITING_USER',
      'IN_REVIEW',
      'APPROVED',
      'REJECTED',
    ]);
  });

  it('is acknowledged, recorded in the history and changes nothing if no table names it', async () => {
    const { app, push, started } = await awaiting();
    const before = await lookAt(app, started.id);

    const seen = await push(samplePush(started, { auditStatus: '7' }));

    expect(seen).toMatchObject({ version: 3, status: 'AWAITING_USER', auditInfo: null });
    expect(seen.expiresAt).toBe(before.expiresAt);
    expect(seen.history.at(-1)).toMatchObject({
      version: 3,
      cause: 'PROVIDER_CALLBACK',
      status: 'AWAITING_USER',
    });
    const ofThisOne = app.logLines.filter(({ fields }) => fields['verificationId'] === started.id);
    expect(ofThisOne.filter(({ level, fields }) => level === 'warn' && 'value' in fields)).toMatchObject([
      { fields: { provider: 'ONENET', value: '7' } },
    ]);
  });
});

describe('a time in a OneNET push', () => {
  it('may be in seconds, or a text', async () => {
    const { push, started } = await awaiting();
    const { custInfo, ...rest } = samplePush(started, { responseTime: '1583570441' });
    const person = { ...(custInfo as object), birthday: 36_892_800, certExpDate: '1898870400' };

    const seen = await push({ ...rest, custInfo: person });

    expect(seen.auditInfo).toMatchObject({
      responseTime: '2020-03-07T08:40:41.000Z',
      birthday: '1971-**-**',
      certExpDate: '2030-03-04T16:00:00.000Z',
    });
  });

  it('is read in milliseconds for a birthday in 1971', async () => {
    const { push, started } = await awaiting();
    const { custInfo, ...rest } = samplePush(started);

    const seen = await push({ ...rest, custInfo: { ...(custInfo as object), birthday: 36_892_800_000 } });

    expect(seen.auditInfo).toMatchObject({ birthday: '1971-**-**' });
  });

  it('is read in seconds and in milliseconds for a birthday before 1970', async () => {
    const seconds = await awaiting();
    const milliseconds = await awaiting();
    const born = Date.parse('1958-10-01T00:00:00+08:00');
    const bodyOf = ({ started }: Scene, responseTime: number, birthday: number) => {
      const { custInfo, ...rest } = samplePush(started, { responseTime });
      return { ...rest, custInfo: { ...(custInfo as object), birthday } };
    };

    const first = await seconds.push(bodyOf(seconds, 1_583_570_441, born / 1000));
    const second = await milliseconds.push(bodyOf(milliseconds, sampleTime, born));

    expect(first.auditInfo).toMatchObject({ birthday: '1958-**-**' });
    expect(second.auditInfo).toMatchObject({ birthday: '1958-**-**' });
  });

  it('is dropped if it is impossible, and the rest of the push counts', async () => {
    const { push, started } = await awaiting();
    const { custInfo, ...rest } = samplePush(started, { responseTime: 'soon' });

    const seen = await push({
      ...rest,
      custInfo: { ...(custInfo as object), birthday: 9e99, certExpDate: null },
    });

    expect(seen).toMatchObject({
      status: 'APPROVED',
      auditInfo: { responseTime: null, birthday: null, certExpDate: null, custName: '六*' },
    });
  });
});

describe('the content of a OneNET push', () => {
  it('never causes a refusal: a push without a person still decides', async () => {
    const { push, started } = await awaiting();

    const seen = await push({ auditResult: samplePush(started).auditResult, custInfo: null });

    expect(seen).toMatchObject({
      status: 'APPROVED',
      subject: { realName: null },
      auditInfo: { custName: null },
    });
  });

  it('may be an emoji, a very long text, or a wrong type', async () => {
    const { push, started } = await awaiting();
    const person = {
      custName: '柳😀试',
      custCertAddr: '浙江省杭州市'.repeat(500),
      nation: ['汉'],
      gender: 7,
    };

    const seen = await push({ ...samplePush(started, { auditMessage: { a: 1 } }), custInfo: person });

    expect(seen.auditInfo).toMatchObject({
      custName: '柳**',
      custCertAddr: '浙江省杭州市',
      nation: null,
      gender: null,
      auditMessage: null,
    });
  });

  it('is stored with the numbers of people masked, also in free text', async () => {
    const { push, started } = await awaiting();

    const seen = await push(
      samplePush(started, { auditStatus: '2', auditMessage: '证件330102198806170019与手机19912340000不符' }),
    );

    const masked = '证件3***************19与手机199****0000不符';
    expect(seen.failure).toMatchObject({ providerMessage: masked });
    expect(seen.auditInfo).toMatchObject({ auditMessage: masked });
  });

  it('is visible from the moment of its acknowledgement', async () => {
    const { app, started } = await awaiting();

    for (let n = 1; n <= 20; n += 1) {
      const answer = await pushTo(started.callbackUrl, laterPush(started, n, n % 2 === 0 ? '0' : '2'));
      const seen = await lookAt(app, started.id);

      expect(answer.body).toBe(acknowledgement);
      expect(seen).toMatchObject({ version: n + 2, status: n % 2 === 0 ? 'APPROVED' : 'REJECTED' });
    }
  });
});

describe('a OneNET push with values of an unexpected form', () => {
  it('is stored unchanged, and the log names the fields', async () => {
    const { app, started, push } = await awaiting();
    await push(samplePush(started));
    const lines = app.logLines.filter(
      ({ level, fields }) => level === 'warn' && fields['verificationId'] === started.id,
    );
    expect(lines).toEqual([
      expect.objectContaining({ fields: expect.objectContaining({ odd: 'custCertNo' }) }),
    ]);
  });
});
