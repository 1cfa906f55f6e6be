import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { oneNetPush } from '../../../src/providers/onenet/push';
import type { PushReading } from '../../../src/providers/provider';
import { inventedIdentityNo } from '../samples';

const fixtures = join(__dirname, '../../fixtures/onenet');
const sample = (name: string) => JSON.parse(readFileSync(join(fixtures, `${name}.json`), 'utf8'));

const receivedAt = new Date('2026-03-01T08:00:00.000Z');
const at = receivedAt.getTime();

const result = {
  auditStatus: '0',
  transactionID: 'T1',
  busiSeq: 'OneNET1',
  phone: '13900001111',
  responseTime: at - 5000,
  auditMessage: '认证成功',
};
const pushOf = (changes: object = {}, blocks: object = {}) => ({
  auditResult: { ...result, ...changes },
  ...blocks,
});

function read(body: unknown): Extract<PushReading, { kind: 'push' }> {
  const reading = oneNetPush.read(body, receivedAt);
  if (reading.kind !== 'push') throw new Error(`expected a push, got: ${reading.reason}`);
  return reading;
}
const audit = (body: unknown) => read(body).outcome.audit;

describe("the document's sample push", () => {
  const reading = read(sample('result-push'));
  const time = 1583570441871;

  it('is an approval with everything it says about the person and the audit', () => {
    expect(reading.outcome).toEqual({
      kind: 'approved',
      message: 'OneNET: 认证通过',
      occurredAt: new Date(time),
      references: { transactionId: '23003020200404161716000047' },
      subject: { realName: '六三', certType: 'RESIDENT_ID_CARD', identityNo: '50010419999033025000' },
      audit: {
        auditStatus: 'PASSED',
        auditMessage: '认证成功',
        transactionId: '23003020200404161716000047',
        busiSeq: 'OneNET20200408231042000087',
        phone: '12345678901',
        responseTime: time,
        custName: '六三',
        custCertNo: '50010419999033025000',
        custCertAddr: '重庆市大渡口区',
        gender: 'MALE',
        nation: '汉',
        birthday: time,
        issuingAuthority: '重庆市渝北区双凤桥公安局',
        certValidDate: time,
        certExpDate: time,
        createTime: time,
        modifyTime: time,
        channelId: 'OneNET',
      },
    });
  });

  it('claims the outer busiSeq and the phone', () => {
    expect(reading.claims).toEqual({
      references: { busiSeq: 'OneNET20200408231042000087' },
      mobileNo: '12345678901',
    });
  });

  it("reads the same under the name of the document's table, with strings for numbers and numbers for strings", () => {
    const { auditResult, custInfo } = sample('result-push');
    const turned = {
      auditResult: { ...auditResult, auditStatus: 0, phone: 12345678901, responseTime: String(time) },
      auditInfo: { ...custInfo, gender: 1, birthday: String(time), certExpDate: ` ${time} ` },
    };
    expect(read(turned)).toEqual(reading);
  });
});

describe('auditStatus', () => {
  const rejection = (providerCode: string) => ({
    code: 'REVIEW_REJECTED',
    message: expect.stringMatching(/^OneNET .*\.$/),
    providerCode,
    providerMessage: '认证成功',
    retryable: false,
  });
  const statuses = [
    ['0', 'PASSED', 1, '认证通过', { kind: 'approved' }],
    ['1', 'PENDING_REVIEW', 0, '认证待审核', { kind: 'inReview' }],
    ['2', 'FAILED', 2, '认证不通过', { kind: 'rejected', failure: rejection('2') }],
    ['3', 'SECOND_INSPECTION_PASSED', 3, '二次稽查通过', { kind: 'approved', secondInspection: 'PASSED' }],
    [
      '4',
      'SECOND_INSPECTION_FAILED',
      4,
      '二次稽查不通过',
      { kind: 'rejected', secondInspection: 'FAILED', failure: rejection('4') },
    ],
  ] as const;

  it.each(statuses)('%s is %s', (auditStatus, name, rank, words, outcome) => {
    for (const sent of [auditStatus, Number(auditStatus)]) {
      const reading = read(pushOf({ auditStatus: sent }));
      const { references, subject, audit: info, occurredAt, message, ...verdict } = reading.outcome;
      expect(verdict).toEqual(outcome);
      expect(message).toBe(`OneNET: ${words}`);
      expect(info?.auditStatus).toBe(name);
      expect(reading.order).toEqual({ time: result.responseTime, rank, tie: reading.key });
      expect(reading.unnamed).toBeUndefined();
    }
  });

  it.each([
    ['5', '5'],
    [7, '7'],
    ['00', '00'],
    ['passed', 'passed'],
    ['constructor', 'constructor'],
    [true, '(boolean)'],
    [{ code: 0 }, '(object)'],
    ['x'.repeat(100), '(text)'],
    ['13900001111', '139****1111'],
    ['赵不明 未通过', '(text)'],
  ])('%j, which no table names, is undecided and teaches nothing', (auditStatus, unnamed) => {
    const reading = read(pushOf({ auditStatus }, { custInfo: { custName: '赵不明' } }));
    expect(reading.outcome).toEqual({
      kind: 'undecided',
      occurredAt: new Date(result.responseTime),
      message: 'OneNET: a status that its documents do not name',
    });
    expect(reading.unnamed).toBe(unnamed);
    expect(reading.order.rank).toBe(-1);
  });

  it('masks the numbers in the reason of a rejection, and keeps them in the sealed audit', () => {
    const auditMessage = '13900001111 的照片不清晰';
    const { outcome } = read(pushOf({ auditStatus: '2', auditMessage }));
    expect(outcome).toMatchObject({
      failure: { providerMessage: '139****1111 的照片不清晰' },
      audit: { auditMessage },
    });
  });
});

describe('the person in a push', () => {
  it.each([
    ['is absent', {}],
    ['is null', { auditInfo: null, custInfo: null }],
    ['is no object', { auditInfo: 'none', custInfo: [1] }],
    ['has only nulls', { custInfo: { custName: null, custCertNo: null, gender: null, birthday: null } }],
  ])('may be missing: it %s', (_case, blocks) => {
    const { outcome } = read(pushOf({}, blocks));
    expect(outcome).toMatchObject({ kind: 'approved', subject: {} });
    expect(outcome.audit).toMatchObject({ custName: null, custCertNo: null, gender: null, birthday: null });
    expect(outcome.subject).not.toHaveProperty('certType');
  });

  it('is taken from both blocks, from auditInfo first', () => {
    const blocks = {
      auditInfo: { custName: '王表格', nation: null },
      custInfo: { custName: '王样例', nation: '汉' },
    };
    expect(audit(pushOf({}, blocks))).toMatchObject({ custName: '王表格', nation: '汉' });
  });

  it.each([
    { none: '' },
    { none: ' ' },
    { none: '\u0000' },
    { none: {} },
    { none: [] },
    { none: true },
    { none: null },
  ])('is taken from custInfo where auditInfo says nothing that can be read: $none', ({ none }) => {
    const auditInfo = { custName: none, custCertNo: none, birthday: none, gender: none };
    const custInfo = { custName: '王小明', custCertNo: inventedIdentityNo, birthday: at, gender: '1' };
    expect(audit(pushOf({}, { auditInfo, custInfo }))).toMatchObject({ ...custInfo, gender: 'MALE' });
  });

  it('has no number where a JSON number has lost digits: it would be the number of somebody else', () => {
    const { outcome, odd } = read(pushOf({}, { auditInfo: { custCertNo: Number(inventedIdentityNo) } }));
    expect(outcome.audit).toMatchObject({ custCertNo: null });
    expect(outcome.subject).toEqual({});
    expect(odd).toEqual(['custCertNo']);
  });

  it('has the number of the block in which it came whole', () => {
    const blocks = {
      auditInfo: { custCertNo: Number(inventedIdentityNo) },
      custInfo: { custCertNo: inventedIdentityNo },
    };
    const { outcome, odd } = read(pushOf({}, blocks));
    expect(outcome.subject).toMatchObject({ identityNo: inventedIdentityNo });
    expect(odd).toEqual([]);
  });

  it('has a number of 15 digits, which a JSON number can hold', () => {
    expect(audit(pushOf({}, { auditInfo: { custCertNo: 330102850307211 } }))?.custCertNo).toBe(
      '330102850307211',
    );
  });

  it('is taken from custInfo where auditInfo has words for a number', () => {
    const blocks = { auditInfo: { gender: '2', birthday: 'soon' }, custInfo: { gender: 1, birthday: at } };
    expect(audit(pushOf({}, blocks))).toMatchObject({ gender: 'MALE', birthday: at });
  });

  it.each([
    ['0', 'FEMALE'],
    [0, 'FEMALE'],
    ['1', 'MALE'],
    [1, 'MALE'],
    ['2', null],
    ['', null],
    [null, null],
    [{}, null],
  ])('has gender %j read as %s', (gender, expected) => {
    expect(audit(pushOf({}, { auditInfo: { gender } }))?.gender).toBe(expected);
  });

  it('has control characters, which PostgreSQL refuses, replaced', () => {
    expect(audit(pushOf({}, { auditInfo: { custName: '王\u0000一\ud800' } }))?.custName).toBe('王 一');
  });
});

describe('times in a push', () => {
  const seconds = Math.floor(at / 1000) - 5;
  const birthday1971 = Date.UTC(1971, 0, 1);
  const birthday1960 = Date.UTC(1960, 0, 1);

  it.each([
    ['milliseconds beside a responseTime in milliseconds', at, birthday1971, birthday1971],
    ['seconds beside a responseTime in seconds', seconds, birthday1971 / 1000, birthday1971],
    ['milliseconds by their size beside a responseTime in seconds', seconds, at, at],
    ['seconds before 1970', seconds, birthday1960 / 1000, birthday1960],
    ['milliseconds before 1970', at, birthday1960, birthday1960],
    ['milliseconds from exactly 1e11 on', seconds, 1e11, 1e11],
    ['milliseconds to exactly -1e11', seconds, -1e11, -1e11],
    ['seconds just below 1e11', seconds, 1e11 - 1, 1e14 - 1000],
    ['seconds where there is no responseTime', null, 86_400, 86_400_000],
    ['milliseconds beside a responseTime too far ahead to be believed', at * 2, 86_400, 86_400],
  ])('are %s', (_case, responseTime, birthday, expected) => {
    const info = audit(pushOf({ responseTime }, { auditInfo: { birthday } }));
    expect(info?.birthday).toBe(expected);
  });

  it.each(['soon', '', true, {}, [], 1e20, '1e999', -1e20])('are null where %j came', (birthday) => {
    expect(audit(pushOf({}, { auditInfo: { birthday } }))?.birthday).toBeNull();
  });

  it('take a responseTime in seconds for the time of the event and its place', () => {
    const { outcome, order } = read(pushOf({ responseTime: String(seconds) }));
    expect(outcome.occurredAt).toEqual(new Date(seconds * 1000));
    expect(order.time).toBe(seconds * 1000);
  });

  it.each([
    ['absent', undefined],
    ['null', null],
    ['unreadable', 'soon'],
    ['zero', 0],
    ['a day and a millisecond ahead', at + 86_400_001],
  ])('place a push by its arrival, and invent no time, where responseTime is %s', (_case, responseTime) => {
    const { outcome, order } = read(pushOf({ responseTime }));
    expect(order.time).toBe(at);
    expect(outcome).not.toHaveProperty('occurredAt');
    expect(outcome.audit?.responseTime).toBeNull();
  });

  it("believe a responseTime up to a day ahead: clocks differ, and OneNET's rules", () => {
    expect(read(pushOf({ responseTime: at + 86_400_000 })).order.time).toBe(at + 86_400_000);
  });
});

describe('a repeat', () => {
  const { key } = read(pushOf());

  it('has the same auditStatus, transactionID and responseTime, whatever else it says', () => {
    const later = new Date(at + 12_000);
    const body = pushOf({ auditStatus: 0, auditMessage: 'again', responseTime: `${result.responseTime}` });
    expect(oneNetPush.read(body, later)).toMatchObject({ key });
  });

  it.each([
    ['auditStatus', { auditStatus: '3' }],
    ['transactionID', { transactionID: 'T2' }],
    ['responseTime', { responseTime: result.responseTime + 1 }],
    ['a missing responseTime', { responseTime: null }],
  ])('is not what differs by %s', (_case, changes) => {
    expect(read(pushOf(changes)).key).not.toBe(key);
  });

  it('is known also where its time is not believed, and its key stays short', () => {
    const odd = pushOf({ responseTime: at * 2, transactionID: 'T'.repeat(5000) });
    const first = oneNetPush.read(odd, receivedAt);
    const second = oneNetPush.read(odd, new Date(at + 3000));
    expect(first).toMatchObject({ key: expect.stringMatching(/^.{1,64}$/) });
    expect(second).toMatchObject({ key: (first as { key: string }).key });
  });
});

describe('references that came as numbers', () => {
  /** More digits than a JSON number keeps. */
  const long = 2 ** 60 + 4096;

  it('leave out a transactionID that has lost digits, and still know its repeat', () => {
    const { outcome, key } = read(pushOf({ transactionID: long }));
    expect(outcome).not.toHaveProperty('references');
    expect(outcome.audit?.transactionId).toBeNull();
    expect(read(pushOf({ transactionID: long })).key).toBe(key);
    expect(read(pushOf({ transactionID: long * 2 })).key).not.toBe(key);
  });

  it('keep a transactionID that has not', () => {
    expect(read(pushOf({ transactionID: 42 })).outcome.references).toEqual({ transactionId: '42' });
  });

  it("keep a rounded busiSeq: the start's answer was rounded alike", () => {
    expect(read(pushOf({ busiSeq: long })).claims.references).toEqual({ busiSeq: String(long) });
  });
});

describe('claims and acknowledgement', () => {
  it('claim the phone in the form in which it was sent out', () => {
    expect(read(pushOf({ phone: '+86 13900001111' })).claims.mobileNo).toBe('13900001111');
  });

  it.each([
    ['auditResult is missing', null],
    ['auditResult is missing', 'text'],
    ['auditResult is missing', [1]],
    ['auditResult is missing', { auditResult: null }],
    ['auditResult.auditStatus is missing', pushOf({ auditStatus: null })],
    ['auditResult.auditStatus is missing', pushOf({ auditStatus: ' ' })],
    ['auditResult.busiSeq is missing', pushOf({ busiSeq: undefined }, { custInfo: { busiSeq: 'OneNET1' } })],
    ['auditResult.busiSeq is missing', pushOf({ busiSeq: {} })],
    ['auditResult.phone is missing', pushOf({ phone: '' })],
  ])('%s: malformed', (reason, body) => {
    expect(oneNetPush.read(body, receivedAt)).toEqual({ kind: 'malformed', reason });
  });

  it('acknowledges with exactly what the document asks for, and refuses with anything else', () => {
    expect(oneNetPush.acknowledged).toEqual(sample('push-acknowledgement'));
    expect(oneNetPush.refused('unknown')).toEqual({ errno: 1, error: 'unknown' });
  });

  it('reads any JSON without throwing, and approves only what says so', () => {
    const odd = fc.oneof(fc.jsonValue(), fc.integer(), fc.constantFrom('0', '1', '2', '3', '4'));
    const block = fc.dictionary(
      fc.constantFrom('custName', 'gender', 'birthday', 'certExpDate', '__proto__'),
      odd,
    );
    const fields = fc.record({
      auditStatus: odd,
      transactionID: odd,
      busiSeq: odd,
      phone: odd,
      responseTime: odd,
    });
    const body = fc.record({ auditResult: fields, auditInfo: block, custInfo: block });
    fc.assert(
      fc.property(fc.oneof(body, fc.jsonValue()), (value) => {
        const reading = oneNetPush.read(value, receivedAt);
        if (reading.kind === 'push' && reading.outcome.kind === 'approved') {
          const { auditStatus } = (value as { auditResult: { auditStatus: unknown } }).auditResult;
          expect(['0', '3']).toContain(String(auditStatus).trim());
        }
      }),
    );
  });
});
