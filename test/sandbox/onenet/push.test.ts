import { createOneNetTwin } from '../../../src/sandbox/onenet/twin';
import {
  acknowledged,
  type CallbackReceiver,
  type Reaction,
  receiveCallbacks,
} from '../support/callback-receiver';
import { type HostedTwin, hostTwin } from '../support/host-twin';
import { open, type PushBody, readPush, vectorKey } from '../support/onenet-client';

const startTime = new Date('2030-05-06T07:08:09.010Z');

describe('the result pushes of the OneNET twin', () => {
  let twin: HostedTwin;
  let callback: CallbackReceiver;
  beforeEach(async () => {
    twin = await hostTwin(
      (tools) => createOneNetTwin(tools, { accessKey: vectorKey }, { retryDelaysMs: [3_000, 6_000, 12_000] }),
      startTime,
    );
  });
  afterEach(async () => {
    await twin.close();
    await callback.close();
  });

  /** Starts with that phone and lets all that follows by itself happen. */
  const playOut = async (phone: string, ...reactions: readonly Reaction[]) => {
    callback = await receiveCallbacks(...reactions);
    const { busiSeq } = await open(twin.url, vectorKey, phone, callback.url);
    const durationMs = await twin.time.runAll();
    return { busiSeq, durationMs, pushes: callback.received.map(readPush) };
  };
  const statuses = (pushes: readonly PushBody[]) => pushes.map((push) => push.auditResult.auditStatus);
  const times = (pushes: readonly PushBody[]) =>
    pushes.map((push) => push.auditResult.responseTime - startTime.getTime());

  it("have exactly the document's shape and go to the callback address", async () => {
    const { busiSeq, pushes } = await playOut('15415400000');
    expect(callback.received[0]).toMatchObject({
      path: '/callbacks/onenet/unguessable',
      contentType: 'application/json',
    });
    expect(pushes[0]).toMatchObject({
      auditResult: {
        auditStatus: '0',
        transactionID: expect.stringMatching(/^230030\d{23}$/),
        busiSeq,
        phone: '15415400000',
        responseTime: startTime.getTime() + 300,
        auditMessage: '[沙箱特殊值 sandbox magic value] 认证成功',
      },
      custInfo: { channelId: 'OneNET' },
    });
    expect(pushes[0]?.custInfo.busiSeq).not.toBe(busiSeq);
  });

  it('describe an invented person whose number, birthday and gender belong together', async () => {
    for (const phone of ['15415400000', '15415410000', '15415420000', '15415430001']) {
      const { pushes } = await playOut(phone);
      await callback.close();
      const { custCertNo, birthday, gender } = readPush({ body: JSON.stringify(pushes[0]) }).custInfo;
      const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
      const sum = weights.reduce((total, weight, index) => total + weight * Number(custCertNo[index]), 0);
      expect(custCertNo).toHaveLength(18);
      expect(custCertNo[17]).toBe('10X98765432'[sum % 11]);
      const chinaDay = new Date(birthday + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
      expect(custCertNo.slice(6, 14)).toBe(chinaDay);
      expect(Number(custCertNo[16]) % 2).toBe(Number(gender));
    }
    callback = await receiveCallbacks();
  });

  it.each([
    ['0000', ['0'], [300]],
    ['0001', ['1', '0'], [300, 1_300]],
    ['0002', ['2'], [300]],
    ['0003', ['0', '3'], [300, 1_300]],
    ['0004', ['0', '4'], [300, 1_300]],
    ['0007', ['0'], [10_000]],
    ['0012', ['7'], [300]],
  ])(
    'for the reserved phone number with the digits %s have the statuses %j after %j ms',
    async (digits, expected, afterMs) => {
      const { pushes } = await playOut(`1541540${digits}`);
      expect(statuses(pushes)).toEqual(expected);
      expect(times(pushes)).toEqual(afterMs);
      expect(new Set(pushes.map((push) => push.auditResult.transactionID)).size).toBe(expected.length);
    },
  );

  it('are sent twice, byte for byte (0005)', async () => {
    const { pushes } = await playOut('15415400005');
    expect(statuses(pushes)).toEqual(['0', '0']);
    expect(callback.received[1]?.body).toBe(callback.received[0]?.body);
  });

  it('are sent in the wrong order: approval before review (0006)', async () => {
    const { pushes } = await playOut('15415400006');
    expect(statuses(pushes)).toEqual(['0', '1']);
    expect(times(pushes)).toEqual([600, 300]);
  });

  it('wait for a click with any other phone', async () => {
    const { pushes, durationMs } = await playOut('13800138111');
    expect({ pushes, durationMs }).toEqual({ pushes: [], durationMs: 0 });
  });

  it('are repeated unchanged after 3, 6 and 12 s without an acknowledgement, and then given up', async () => {
    const { durationMs } = await playOut('15415400000', { status: 500, body: '{"errno":1,"error":"later"}' });
    expect(callback.received).toHaveLength(4);
    expect(new Set(callback.received.map((push) => push.body)).size).toBe(1);
    expect(durationMs).toBe(300 + 3_000 + 6_000 + 12_000);
    expect(twin.logLines.at(-1)).toContain('"delivery":"givenUp"');
  });

  it('are not repeated after the first acknowledgement', async () => {
    const { durationMs } = await playOut('15415400000', { status: 503, body: '' }, 'cut', acknowledged);
    expect(callback.received).toHaveLength(3);
    expect(durationMs).toBe(300 + 3_000 + 6_000);
  });

  it.each<[string, Reaction]>([
    ['another 2xx status', { status: 201, body: '{"errno":0,"error":"succ"}' }],
    ['an errno that is not 0', { status: 200, body: '{"errno":1,"error":"succ"}' }],
    ['an errno that is a string', { status: 200, body: '{"errno":"0","error":"succ"}' }],
    ['another error text', { status: 200, body: '{"errno":0,"error":"success"}' }],
    ['one field more', { status: 200, body: '{"errno":0,"error":"succ","data":null}' }],
    ['an empty body', { status: 200, body: '' }],
  ])('are not acknowledged by %s', async (_case, reaction) => {
    await playOut('15415400000', reaction, acknowledged);
    expect(callback.received).toHaveLength(2);
  });

  it('are acknowledged in any spacing and order', async () => {
    await playOut('15415400000', { status: 200, body: '{ "error": "succ",\n "errno": 0 }' });
    expect(callback.received).toHaveLength(1);
  });

  it('are delivered independently for different verifications', async () => {
    const { pushes } = await playOut('15415400001', { status: 500, body: '' }, acknowledged);
    expect(statuses(pushes)).toEqual(['1', '0', '1']);
  });

  describe('decided through /onenet/sandbox/decide', () => {
    const decide = async (body: unknown): Promise<{ status: number; body: unknown }> => {
      const response = await fetch(`${twin.url}/onenet/sandbox/decide`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    };

    it('answer with the result of the first attempt', async () => {
      callback = await receiveCallbacks(acknowledged, { status: 409, body: '{}' }, 'cut');
      const { busiSeq } = await open(twin.url, vectorKey, '13800138111', callback.url);
      const first = await decide({ busi_seq: busiSeq, auditStatus: '1' });
      expect(first).toEqual({ status: 200, body: { acknowledged: true, httpStatus: 200 } });
      const second = await decide({ busi_seq: busiSeq, auditStatus: '0' });
      expect(second).toEqual({ status: 200, body: { acknowledged: false, httpStatus: 409 } });
      const third = await decide({ busi_seq: busiSeq, auditStatus: '3' });
      expect(third).toEqual({ status: 200, body: { acknowledged: false, httpStatus: null } });
      const pushes = callback.received.map(readPush);
      expect(statuses(pushes)).toEqual(['1', '0', '3']);
      expect(times(pushes)).toEqual([0, 1, 2]);
    });

    it('are refused for an unknown busi_seq and a body without a status', async () => {
      callback = await receiveCallbacks();
      expect((await decide({ busi_seq: 'OneNET1', auditStatus: '0' })).status).toBe(404);
      expect((await decide({ busi_seq: 'OneNET1' })).status).toBe(400);
    });
  });
});
