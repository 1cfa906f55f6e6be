import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logonBody, readVerifyAnswer } from '../../../src/providers/yuxin/wire';

const fixtures = join(__dirname, '../../fixtures/yuxin');
/** The document's samples; the copy of it that we have breaks every line, which is undone in them. */
const sample = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(fixtures, `${name}.json`), 'utf8'));

const answer = (body: unknown, status = 200) => ({ kind: 'answer', status, body, location: null }) as const;
const read = (body: unknown, status?: number) => readVerifyAnswer(answer(body, status), ['to-ken', '钱试验']);
const both = (code: number) => [code, String(code)];
const sentence = expect.stringMatching(/^[A-Z].+\.$/);

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

describe('errorCode', () => {
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
          });
        }
      }
    },
  );

  it('rules over a returnCode beside it that says yes', () => {
    expect(read({ errorCode: 308, returnCode: 10000 }).outcome).toMatchObject({ kind: 'failed' });
  });

  it.each([
    [999, '999'],
    ['0', '0'],
    ['E77', 'E77'],
    ['constructor', 'constructor'],
    [`13900001111${'x'.repeat(50)}`, `139****1111${'x'.repeat(21)}`],
  ])('%j, which no document names, is undecided, whatever the returnCode', (errorCode, value) => {
    const { outcome, unnamed } = read({ errorCode, returnCode: '10000' });
    expect(outcome.kind).toBe('undecided');
    expect(unnamed).toEqual({ field: 'errorCode', value });
  });

  it('has nothing of the name and the token for the log, escaped or not', () => {
    const { unnamed } = read({ errorCode: 'to-ken 钱试验 %E9%92%B1%E8%AF%95%E9%AA%8C' });
    expect(unnamed).toEqual({ field: 'errorCode', value: '*** *** ***' });
  });
});

describe('returnCode', () => {
  const verdicts = [
    [10000, { kind: 'approved', message: 'Yuxin: 一致的' }],
    [
      10001,
      {
        kind: 'rejected',
        message: 'Yuxin: 不一致的',
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
  ])('%j under 200 is undecided', (returnCode, value) => {
    expect(read({ errorCode: '200', returnCode })).toEqual({
      outcome: { kind: 'undecided', message: expect.any(String) },
      unnamed: { field: 'returnCode', value },
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
    });
  });
});

describe("the document's samples", () => {
  it.each([
    ['account-unknown', 'failed', 'PROVIDER_REFUSED', '302', '请求账号不存在'],
    ['parameter-wrong', 'failed', 'INVALID_INPUT', '306', '请求参数logon为空或格式错误'],
    ['no-service-configured', 'failed', 'PROVIDER_REFUSED', '311', '权限不足'],
    ['service-not-granted', 'failed', 'PROVIDER_REFUSED', '305', '帐号没有此接口访问权限'],
    ['inconsistent', 'rejected', 'MISMATCH', '10001', '不一致的'],
    ['token-invalid', 'failed', 'PROVIDER_REFUSED', '105', '无效token'],
    ['balance-short', 'failed', 'PROVIDER_REFUSED', '104', '账户余额不足'],
    ['account-offline', 'failed', 'PROVIDER_REFUSED', '103', '账户已下线'],
  ])('%s: %s, %s', (name, kind, code, providerCode, providerMessage) => {
    expect(read(sample(name)).outcome).toMatchObject({
      kind,
      failure: { code, providerCode, providerMessage },
    });
  });

  it('consistent: approved', () => {
    expect(read(sample('consistent'))).toEqual({ outcome: { kind: 'approved', message: 'Yuxin: 一致的' } });
  });
});

describe("Yuxin's words", () => {
  it('are shown without numbers', () => {
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
  ])('of %j are %j', (body, providerMessage) => {
    expect(read(body).outcome).toMatchObject({ failure: { providerMessage } });
  });
});

describe('an answer without an errorCode', () => {
  it.each([undefined, null, [], 'ok', {}, { errorCode: '' }, { errorCode: true }, { returnCode: 10000 }])(
    'is silence: %j',
    (body) => {
      expect(read(body)).toEqual({ outcome: { kind: 'silent' } });
      expect(read(body, 404)).toEqual({ outcome: { kind: 'silent' } });
    },
  );

  it.each([401, 403])('is a refusal with HTTP %d', (status) => {
    expect(read(undefined, status).outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'PROVIDER_REFUSED', providerCode: `HTTP ${status}`, retryable: false },
    });
  });

  it('is silence when nothing came at all', () => {
    expect(readVerifyAnswer({ kind: 'silent', reason: 'connection' }, [])).toEqual({
      outcome: { kind: 'silent' },
    });
  });
});

it('a body rules over the HTTP status beside it', () => {
  expect(read({ errorCode: 200, returnCode: 10000 }, 400).outcome.kind).toBe('approved');
});
