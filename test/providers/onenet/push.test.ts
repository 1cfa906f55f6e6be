import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseJson } from '../../../src/domain/input/json';
import { Secret } from '../../../src/domain/privacy/secret';
import { oneNetPush } from '../../../src/providers/onenet/push';
import type { PushReading } from '../../../src/providers/provider';
import { inventedIdentityNo, verificationWith } from '../samples';

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

/** A push as it is received, with this JSON as auditInfo. */
const received = (auditInfo: string) =>
  parseJson(JSON.stringify(pushOf({}, { auditInfo: 'A' })).replace('"A"', auditInfo));

function read(body: unknown): Extract<PushReading, { kind: 'push' }> {
  const reading = oneNetPush.read(body, receivedAt);
  if (reading.kind !== 'push') throw new Error(`expected a push, got: ${reading.reason}`);
  return reading;
}
const audit = (body: unknown) => read(body).outcome.audit;

describe("the sample push of OneNET's document", () => {
  const reading = read(sample('result-push'));
  const time = 1583570441871;

  it('is read as an approval with all values about the person and the audit', () => {
    expect(reading.outcome).toEqual({
      kind: 'approved',
      message: { code: 'PASSED' },
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
        certEndsAt: time,
        createTime: time,
        modifyTime: time,
        channelId: 'OneNET',
      },
    });
  });

  it('is matched by the outer busiSeq and the phone', () => {
    expect(reading.claims).toEqual({
      busiSeq: 'OneNET20200408231042000087',
      mobileNo: '12345678901',
    });
  });

  it("is read the same under the name in the document's table, with strings for numbers and numbers for strings", () => {
    const { auditResult, custInfo } = sample('result-push');
    const turned = {
      auditResult: { ...auditResult, auditStatus: 0, phone: 12345678901, responseTime: String(time) },
      auditInfo: { ...custInfo, gender: 1, birthday: String(time), certExpDate: ` ${time} ` },
    };
    expect(read(turned)).toEqual(reading);
  });
});

describe('the auditStatus of a push', () => {
  const rejection = (providerCode: string) => ({
    code: 'REVIEW_REJECTED',
    message: { code: providerCode === '2' ? 'NOT_PASSED' : 'NOT_CONFIRMED' },
    providerCode,
    providerMessage: '认证成功',
    retryable: false,
  });
  const statuses = [
    ['0', 'PASSED', 1, 'PASSED', { kind: 'approved' }],
    ['1', 'PENDING_REVIEW', 0, 'UNDER_REVIEW', { kind: 'inReview' }],
    ['2', 'FAILED', 2, 'NOT_PASSED', { kind: 'rejected', failure: rejection('2') }],
    [
      '3',
      'SECOND_INSPECTION_PASSED',
      3,
      'INSPECTION_PASSED',
      { kind: 'approved', secondInspection: 'PASSED' },
    ],
    [
      '4',
      'SECOND_INSPECTION_FAILED',
      4,
      'NOT_CONFIRMED',
      { kind: 'rejected', secondInspection: 'FAILED', failure: rejection('4') },
    ],
  ] as const;

  it.each(statuses)('%s is %s', (auditStatus, name, rank, code, outcome) => {
    for (const sent of [auditStatus, Number(auditStatus)]) {
      const reading = read(pushOf({ auditStatus: sent }));
      const { references, subject, audit: info, occurredAt, message, ...verdict } = reading.outcome;
      expect(verdict).toEqual(outcome);
      expect(message).toEqual({ code });
      expect(info?.auditStatus).toBe(name);
      expect(reading.order).toEqual({ time: result.responseTime, rank, tie: reading.key });
      expect(reading.oddities.filter(({ value }) => value !== null)).toEqual([]);
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
  ])('%j, which no table names, is undecided and adds nothing', (auditStatus, unnamed) => {
    const reading = read(pushOf({ auditStatus }, { custInfo: { custName: '赵不明' } }));
    expect(reading.outcome).toEqual({
      kind: 'undecided',
      occurredAt: new Date(result.responseTime),
      message: { code: 'UNDOCUMENTED_ANSWER' },
    });
    expect(reading.oddities).toContainEqual({ field: 'auditStatus', value: unnamed });
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
  ])('may be missing: the push %s', (_case, blocks) => {
    const { outcome } = read(pushOf({}, blocks));
    expect(outcome).toMatchObject({ kind: 'approved', subject: {} });
    expect(outcome.audit).toMatchObject({ custName: null, custCertNo: null, gender: null, birthday: null });
    expect(outcome.subject).not.toHaveProperty('certType');
  });

  it('is read from both blocks, from auditInfo first', () => {
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
  ])('is read from custInfo if auditInfo has no readable value: $none', ({ none }) => {
    const auditInfo = { custName: none, custCertNo: none, birthday: none, gender: none };
    const custInfo = { custName: '王小明', custCertNo: inventedIdentityNo, birthday: at, gender: '1' };
    expect(audit(pushOf({}, { auditInfo, custInfo }))).toMatchObject({ ...custInfo, gender: 'MALE' });
  });

  it('[2] keeps every digit of a number that came as a JSON number', () => {
    const { outcome, oddities } = read(received(`{"custCertNo":${inventedIdentityNo}}`));
    expect(outcome.audit).toMatchObject({ custCertNo: inventedIdentityNo });
    expect(outcome.subject).toMatchObject({ identityNo: inventedIdentityNo });
    expect(oddities).toEqual([]);
  });

  it('[2] may come as JSON text, in either block, and so may the result', () => {
    const custInfo = JSON.stringify({ custName: '王小明', gender: 1 });
    const { auditResult } = pushOf();
    const body = { auditResult: JSON.stringify(auditResult), custInfo };
    expect(read(body)).toMatchObject({ key: read(pushOf()).key });
    expect(audit(body)).toMatchObject({ custName: '王小明', gender: 'MALE' });
    expect(audit(pushOf({}, { auditInfo: custInfo }))).toMatchObject({ custName: '王小明' });
  });

  it("has no number if the number lost digits on its way: it would be another person's", () => {
    const blocks = {
      auditInfo: { custCertNo: Number(inventedIdentityNo) },
      custInfo: { custCertNo: inventedIdentityNo },
    };
    expect(read(pushOf({}, blocks)).outcome.subject).toMatchObject({ identityNo: inventedIdentityNo });
    expect(read(pushOf({}, { auditInfo: blocks.auditInfo })).outcome.subject).toEqual({});
  });

  it('may have a number of 15 digits, which a JSON number can hold', () => {
    expect(audit(pushOf({}, { auditInfo: { custCertNo: 330102850307211 } }))?.custCertNo).toBe(
      '330102850307211',
    );
  });

  it('is read from custInfo if auditInfo has words for a number', () => {
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

describe('the times in a push', () => {
  const seconds = Math.floor(at / 1000) - 5;
  const birthday1971 = Date.UTC(1971, 0, 1);
  const birthday1960 = Date.UTC(1960, 0, 1);

  it.each([
    ['milliseconds with a responseTime in milliseconds', at, birthday1971, birthday1971],
    ['seconds with a responseTime in seconds', seconds, birthday1971 / 1000, birthday1971],
    ['milliseconds by their size with a responseTime in seconds', seconds, at, at],
    ['seconds before 1970', seconds, birthday1960 / 1000, birthday1960],
    ['milliseconds before 1970', at, birthday1960, birthday1960],
    ['milliseconds from exactly 1e11 on', seconds, 1e11, 1e11],
    ['milliseconds to exactly -1e11', seconds, -1e11, -1e11],
    ['seconds just below 1e11', seconds, 1e11 - 1, 1e14 - 1000],
    ['seconds without a responseTime', null, 86_400, 86_400_000],
    ['milliseconds with a responseTime too far in the future', at * 2, 86_400, 86_400],
  ])('are %s', (_case, responseTime, birthday, expected) => {
    const info = audit(pushOf({ responseTime }, { auditInfo: { birthday } }));
    expect(info?.birthday).toBe(expected);
  });

  it.each(['soon', '', true, {}, [], 1e20, '1e999', -1e20])('are null if %j came', (birthday) => {
    expect(audit(pushOf({}, { auditInfo: { birthday } }))?.birthday).toBeNull();
  });

  const china = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
  it.each([
    [19870412, '1987-04-12'],
    ['19870412', '1987-04-12'],
    ['１９８７０４１２'.normalize('NFKC'), '1987-04-12'],
    [18500101, '1850-01-01'],
    [20000229, '2000-02-29'],
    [99991231, '9999-12-31'],
  ])('[2] are that day in China: %j', (digits, day) => {
    for (const responseTime of [at - 5000, seconds, null]) {
      const blocks = { auditInfo: { birthday: digits, certValidDate: digits, certExpDate: digits } };
      const time = china(day);
      expect(audit(pushOf({ responseTime }, blocks))).toMatchObject({
        birthday: time,
        certValidDate: time,
        certExpDate: time,
        certEndsAt: time + 86_400_000,
      });
    }
  });

  it.each([18491231, 19870431, 19871301, 20010229, 19870400])(
    '[2] stay Unix times if eight digits are no date: %d',
    (digits) => {
      const info = audit(pushOf({ responseTime: seconds }, { auditInfo: { birthday: digits } }));
      expect(info?.birthday).toBe(digits * 1000);
    },
  );

  it.each([0, '0', -1, '-1', -2208988800000])(
    '[2] have no end if certExpDate is %j: long-term',
    (certExpDate) => {
      for (const responseTime of [at - 5000, seconds]) {
        expect(audit(pushOf({ responseTime }, { auditInfo: { certExpDate } }))?.certExpDate).toBeNull();
      }
    },
  );

  it('include a responseTime in seconds, which orders the event', () => {
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
  ])('are replaced by the arrival, and not invented, if responseTime is %s', (_case, responseTime) => {
    const { outcome, order } = read(pushOf({ responseTime }));
    expect(order.time).toBe(at);
    expect(outcome).not.toHaveProperty('occurredAt');
    expect(outcome.audit?.responseTime).toBeNull();
  });

  it("include a responseTime up to a day in the future: clocks differ, and OneNET's decides", () => {
    expect(read(pushOf({ responseTime: at + 86_400_000 })).order.time).toBe(at + 86_400_000);
  });
});

describe('a repeated push', () => {
  const { key } = read(pushOf());

  it('has the same auditStatus, transactionID and responseTime, whatever else differs', () => {
    const later = new Date(at + 12_000);
    const body = pushOf({ auditStatus: 0, auditMessage: 'again', responseTime: `${result.responseTime}` });
    expect(oneNetPush.read(body, later)).toMatchObject({ key });
  });

  it.each([
    ['auditStatus', { auditStatus: '3' }],
    ['transactionID', { transactionID: 'T2' }],
    ['responseTime', { responseTime: result.responseTime + 1 }],
    ['a missing responseTime', { responseTime: null }],
  ])('is another push if it differs by %s', (_case, changes) => {
    expect(read(pushOf(changes)).key).not.toBe(key);
  });

  it('is recognised if its time is not trusted, and its key stays short', () => {
    const odd = pushOf({ responseTime: at * 2, transactionID: 'T'.repeat(5000) });
    const first = oneNetPush.read(odd, receivedAt);
    const second = oneNetPush.read(odd, new Date(at + 3000));
    expect(first).toMatchObject({ key: expect.stringMatching(/^.{1,64}$/) });
    expect(second).toMatchObject({ key: (first as { key: string }).key });
  });
});

describe('references that came as JSON numbers', () => {
  it('[2] keep every digit', () => {
    const body = parseJson(
      JSON.stringify(pushOf({ transactionID: 'T', busiSeq: 'B' }))
        .replace('"T"', '1290609807504752642')
        .replace('"B"', '1290609807504752643'),
    );
    expect(read(body)).toMatchObject({
      outcome: { references: { transactionId: '1290609807504752642' } },
      claims: { busiSeq: '1290609807504752643' },
    });
  });

  it('keep a short number', () => {
    expect(read(pushOf({ transactionID: 42 })).outcome.references).toEqual({ transactionId: '42' });
  });
});

describe('[2] the person of a push', () => {
  it('is stored folded, and audited unchanged', () => {
    const custInfo = { custName: ' 阿卜来提•如则托合提', custCertNo: '330102 19850307 2112' };
    const { outcome } = read(pushOf({}, { custInfo }));
    expect(outcome.subject).toEqual({
      realName: '阿卜来提·如则托合提',
      certType: 'RESIDENT_ID_CARD',
      identityNo: inventedIdentityNo,
    });
    expect(outcome.audit).toMatchObject({
      custName: '阿卜来提•如则托合提',
      custCertNo: '330102 19850307 2112',
    });
  });

  it('is masked in the reason in every spelling', () => {
    const custInfo = { custName: '阿卜来提·如则托合提', custCertNo: inventedIdentityNo };
    const auditMessage = '阿卜来提•如则托合提 3301 0219 8503 0721 12 不符';
    const { outcome } = read(pushOf({ auditStatus: '2', auditMessage }, { custInfo }));
    expect(outcome).toMatchObject({
      failure: { providerMessage: '阿********* 3*******************12 不符' },
    });
  });
});

describe('[2] the phone of a push', () => {
  const stored = '13900001111';
  const relation = (phone: string, busiSeq = 'OneNET1') =>
    oneNetPush.relate(
      read(pushOf({ phone })),
      verificationWith({
        status: 'AWAITING_USER',
        references: { busiSeq },
        personal: { subject: Secret.of({ mobileNo: stored }) },
      }),
    );

  it.each([
    stored,
    '+86 139 0000 1111',
    'tel:(+86)139-0000-1111',
    '\u202d13900001111\u202c',
    '139****1111',
    '+86139****1111',
    '139 **** 1111',
    '＋８６１３９＊＊＊＊１１１１',
    '*******1111',
    '1390000****',
  ])('matches: %s', (phone) => {
    expect(relation(phone)).toBe('match');
    expect(relation(phone, 'OneNET2')).toBe('other');
  });

  it.each([
    '13900001112',
    '139****1112',
    '138****1111',
    '139***1111',
    '139****11111',
    '***********',
    '********111',
    '1*3900001111',
  ])('does not match: %s', (phone) => {
    expect(relation(phone)).toBe('other');
  });
});

describe('matching and acknowledging a push', () => {
  it('uses the phone as it was sent to OneNET', () => {
    expect(read(pushOf({ phone: '+86 13900001111' })).claims['mobileNo']).toBe('13900001111');
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
  ])('refuses %s as malformed', (reason, body) => {
    expect(oneNetPush.read(body, receivedAt)).toEqual({ kind: 'malformed', reason });
  });

  it('answers exactly the documented acknowledgement, or a refusal', () => {
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
