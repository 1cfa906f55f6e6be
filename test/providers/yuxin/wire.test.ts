import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plain } from '../../../src/domain/verification/reading';
import { logonBody, readVerifyAnswer } from '../../../src/providers/yuxin/wire';

const fixtures = join(__dirname, '../../fixtures/yuxin');
/** The document's samples; the copy of it that we have breaks every line, which is undone in them. */
const sample = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(fixtures, `${name}.json`), 'utf8'));

const answer = (body: unknown, status = 200) => ({ kind: 'answer', status, body, location: null }) as const;
const read = (body: unknown, status?: number) => readVerifyAnswer(answer(body, status), ['to-ken', '钱试验']);
const both = (code: number) => [code, String(code)];
const sentence = { code: expect.stringMatching(/^[A-Z_]+$/) };

const refused = [302, 303, 304, 305, 307, 311, 312, 313, 314, 315, 103, 104, 105];
const failures: readonly (readonly [number, string, boolean])[] = [
  ...[301, 306, 310].map((code) => [code, 'INVALID_INPUT', false] as const),
  [308, 'NOT_FOUND', false],
  [309, 'OTHER', true],
  ...refused.map((code) => [code, 'PROVIDER_REFUSED', false] as const),
  ...[500, 501, 502, 503, 504].map((code) => [code, 'PROVIDER_UNAVAILABLE', true] as const),
];

describe('logonBody', () => {
  it('names the three fields as the document does', () => {
    expect(logonBody({ idCard: 'i', userName: 'n', mobileNo: 'm' })).toBe(
      '{"idCard":"i","userName":"n","loginphone":"m"}',
    );
  });
});

describe('the errorCode of Yuxin', () => {
  it.each(failures)(
    '%d fails as %s (retryable: %s), as a number and as text',
    (code, failureCode, retryable) => {
      for (const errorCode of both(code)) {
        for (const returnCode of ['0', '', 0, null, undefined]) {
          expect(read({ errorCode, errorDetail: '说明', returnCode, returnDesc: null })).toEqual({
            outcome: {
              kind: 'failed',
              failure: {
                code: failureCode,
                message: sentence,
                providerCode: String(code),
                providerMessage: '说明',
                retryable,
              },
            },
            oddities: [],
          });
        }
      }
    },
  );

  it('overrules a positive returnCode in the same body', () => {
    expect(read({ errorCode: 308, returnCode: 10000 }).outcome).toMatchObject({ kind: 'failed' });
  });

  it.each([
    [999, '999'],
    ['0', '0'],
    ['E77', 'E77'],
    ['constructor', 'constructor'],
    [`13900001111${'x'.repeat(50)}`, `139****1111${'x'.repeat(21)}`],
  ])(
    '[2] %j, which no table names, is UNDETERMINED and retryable, whatever the returnCode',
    (errorCode, value) => {
      const { outcome, oddities } = read({ errorCode, returnCode: '10000' });
      expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'UNDETERMINED', retryable: true } });
      expect(oddities).toEqual([{ field: 'errorCode', value }]);
    },
  );

  it('is logged without the name and the token, escaped or not', () => {
    const { oddities } = read({ errorCode: 'to-ken 钱试验 %E9%92%B1%E8%AF%95%E9%AA%8C' });
    expect(oddities).toEqual([{ field: 'errorCode', value: '*** *** ***' }]);
  });
});

describe('the returnCode of Yuxin', () => {
  const verdicts = [
    [10000, { kind: 'approved', message: { code: 'DATA_AGREES' } }],
    [
      10001,
      {
        kind: 'rejected',
        message: { code: 'PHONE_OWNER_MISMATCH' },
        failure: {
          code: 'MISMATCH',
          message: sentence,
          providerCode: '10001',
          providerMessage: '结果',
          retryable: false,
        },
      },
    ],
    [
      10002,
      {
        kind: 'failed',
        failure: {
          code: 'UNDETERMINED',
          message: sentence,
          providerCode: '10002',
          providerMessage: '结果',
          retryable: false,
        },
      },
    ],
  ] as const;

  it.each(verdicts)('%d gives the verdict under 200 and under 201', (code, outcome) => {
    for (const errorCode of [...both(200), ...both(201)]) {
      for (const returnCode of both(code)) {
        expect(read({ errorCode, errorDetail: '查询成功', returnCode, returnDesc: '结果' })).toEqual({
          outcome,
          oddities: [],
        });
      }
    }
  });

  it.each([
    [10003, '10003'],
    ['0', '0'],
    ['', ''],
    [null, ''],
    [undefined, ''],
    [{}, ''],
  ])('[2] errorCode 200 with %j is UNDETERMINED and retryable', (returnCode, value) => {
    expect(read({ errorCode: '200', returnCode })).toMatchObject({
      outcome: {
        kind: 'failed',
        failure: { code: 'UNDETERMINED', providerCode: value || '200', retryable: true },
      },
      oddities: [{ field: 'returnCode', value }],
    });
  });

  it.each([10003, '0', '', null, undefined])('%j under 201 fails without a verdict', (returnCode) => {
    expect(read({ errorCode: 201, errorDetail: '部分成功', returnCode })).toEqual({
      outcome: {
        kind: 'failed',
        failure: {
          code: 'OTHER',
          message: sentence,
          providerCode: '201',
          providerMessage: '部分成功',
          retryable: false,
        },
      },
      oddities: [],
    });
  });
});

describe("the samples of Yuxin's document", () => {
  it.each([
    ['account-unknown', 'failed', 'PROVIDER_REFUSED', '302', '请求账号不存在'],
    ['parameter-wrong', 'failed', 'INVALID_INPUT', '306', '请求参数logon为空或格式错误'],
    ['no-service-configured', 'failed', 'PROVIDER_REFUSED', '311', '权限不足'],
    ['service-not-granted', 'failed', 'PROVIDER_REFUSED', '305', '帐号没有此接口访问权限'],
    ['inconsistent', 'rejected', 'MISMATCH', '10001', '不一致的'],
    ['token-invalid', 'failed', 'PROVIDER_REFUSED', '105', '无效token'],
    ['balance-short', 'failed', 'PROVIDER_REFUSED', '104', '账户余额不足'],
    ['account-offline', 'failed', 'PROVIDER_REFUSED', '103', '账户已下线'],
  ])('are read as documented: %s: %s, %s', (name, kind, code, providerCode, providerMessage) => {
    expect(read(sample(name)).outcome).toMatchObject({
      kind,
      failure: { code, providerCode, providerMessage },
    });
  });

  it('include an approval: consistent', () => {
    expect(read(sample('consistent'))).toEqual(plain({ kind: 'approved', message: { code: 'DATA_AGREES' } }));
  });
});

describe('a message of Yuxin', () => {
  it('is shown without numbers', () => {
    const errorDetail = '330106197802280019 13900001111';
    expect(read({ errorCode: 306, errorDetail }).outcome).toMatchObject({
      failure: { providerMessage: '3***************19 139****1111' },
    });
  });

  it.each([
    [{ errorCode: 308, errorDetail: '', returnDesc: '无' }, '无'],
    [{ errorCode: 308, errorDetail: 5 }, '5'],
    [{ errorCode: 308 }, null],
    [{ errorCode: 200, returnCode: 10001, errorDetail: '查询成功' }, '查询成功'],
  ])('%j is shown as %j', (body, providerMessage) => {
    expect(read(body).outcome).toMatchObject({ failure: { providerMessage } });
  });
});

describe('a response of Yuxin without an errorCode', () => {
  it.each([undefined, null, [], 'ok', {}, { errorCode: '' }, { errorCode: true }, { returnCode: 10000 }])(
    'is no answer: %j',
    (body) => {
      expect(read(body)).toEqual(plain({ kind: 'silent' }));
      expect(read(body, 404)).toEqual(plain({ kind: 'silent' }));
    },
  );

  it.each([401, 403])('is a refusal with HTTP %d', (status) => {
    expect(read(undefined, status).outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'PROVIDER_REFUSED', providerCode: `HTTP ${status}`, retryable: false },
    });
  });

  it('is no answer if nothing arrived', () => {
    expect(readVerifyAnswer({ kind: 'silent', reason: 'connection' }, [])).toEqual({
      outcome: { kind: 'silent' },
      oddities: [],
    });
  });
});

it('a body of Yuxin overrules its HTTP status', () => {
  expect(read({ errorCode: 200, returnCode: 10000 }, 400).outcome.kind).toBe('approved');
});
