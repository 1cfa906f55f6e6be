import { randomBytes } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach, openedOnce } from '../support/closing';
import { openFakeYuxin, type YuxinCipher } from '../support/fake-yuxin';
import { liu } from '../support/people';

const opened = closeAfterEach();

const verify = `mutation ($input: VerifyMobileOwnerInput!) {
  verifyMobileOwner(input: $input) {
    verification {
      id version provider method status authUrl decidedAt expiresAt
      subject { realName certType identityNo mobileNo }
      failure { code message providerCode providerMessage retryable }
      history { version status cause }
    }
    inputErrors { path code message }
  }
}`;

const input = { idCard: liu.identityNo, userName: liu.realName, mobileNo: '19912345678' };

interface Answer {
  readonly verification: Record<string, unknown> | null;
  readonly inputErrors: readonly { path: string[]; code: string; message: string }[];
}

async function answerTo(app: TestApp, changes: Record<string, unknown> = {}): Promise<Answer> {
  const data = await app.query<{ verifyMobileOwner: Answer }>(verify, { input: { ...input, ...changes } });
  return data.verifyMobileOwner;
}

const sharedApp = openedOnce(() => startTestApp({ env: { PROVIDER_TIMEOUT_MS: '500' } }));

/** The result of a check of the sandbox's reserved phone number with these digits, and its log. */
async function withPhone(digits: string) {
  const app = await sharedApp();
  const before = app.logLines.length;
  const answer = await answerTo(app, { mobileNo: `1541540${digits}` });
  return { ...answer, logLines: app.logLines.slice(before) };
}

/** Digits of the reserved phone number, our code, Yuxin's code, and whether the same request may succeed later. */
const failures: readonly (readonly [string, string, string, boolean])[] = [
  ['0002', 'UNDETERMINED', '10002', false],
  ['0301', 'INVALID_INPUT', '301', false],
  ['0306', 'INVALID_INPUT', '306', false],
  ['0310', 'INVALID_INPUT', '310', false],
  ['0308', 'NOT_FOUND', '308', false],
  ['0309', 'OTHER', '309', true],
  ...['302', '303', '304', '305', '307', '311', '312', '313', '314', '315', '103', '104', '105'].map(
    (code): [string, string, string, boolean] => [`0${code}`, 'PROVIDER_REFUSED', code, false],
  ),
  ...['500', '501', '502', '503', '504'].map((code): [string, string, string, boolean] => [
    `0${code}`,
    'PROVIDER_UNAVAILABLE',
    code,
    true,
  ]),
];

describe('verifyMobileOwner', () => {
  it('approves at once if name, number and phone belong together', async () => {
    const { verification, inputErrors } = await withPhone('5678');

    expect(inputErrors).toEqual([]);
    expect(verification).toMatchObject({
      version: 2,
      provider: 'YUXIN',
      method: 'MOBILE_OWNER',
      status: 'APPROVED',
      authUrl: null,
      expiresAt: null,
      failure: null,
      subject: {
        realName: '柳**',
        certType: 'RESIDENT_ID_CARD',
        identityNo: '3***************19',
        mobileNo: '154****5678',
      },
      history: [
        { version: 1, status: 'PENDING', cause: 'REQUESTED' },
        { version: 2, status: 'APPROVED', cause: 'PROVIDER_RESPONSE' },
      ],
    });
    expect(verification?.['decidedAt']).not.toBeNull();
  });

  it.each([
    ['codes as numbers', '0020'],
    ['partial success with a verdict', '0201'],
  ])('approves if the response has %s', async (_what, digits) => {
    const { verification } = await withPhone(digits);

    expect(verification).toMatchObject({ status: 'APPROVED', failure: null });
  });

  it('rejects if they do not belong together', async () => {
    const { verification } = await withPhone('0001');

    expect(verification).toMatchObject({
      status: 'REJECTED',
      failure: {
        code: 'MISMATCH',
        providerCode: '10001',
        providerMessage: '[沙箱特殊值 sandbox magic value] 不一致的',
        retryable: false,
      },
    });
    expect(verification?.['decidedAt']).not.toBeNull();
  });

  it.each(failures)(
    'for the reserved phone number with the digits %s is FAILED, %s (%s)',
    async (digits, code, providerCode, retryable) => {
      const { logLines, verification } = await withPhone(digits);

      expect(verification).toMatchObject({
        version: 2,
        status: 'FAILED',
        decidedAt: null,
        expiresAt: null,
        failure: { code, providerCode, retryable, message: expect.stringMatching(/^[A-Z].*\.$/) },
      });
      // An operator must act where Yuxin refuses us, and only there.
      const errors = logLines.filter(({ level }) => level === 'error');
      expect(errors).toHaveLength(code === 'PROVIDER_REFUSED' ? 1 : 0);
    },
  );

  it.each([
    ['hangs', '0009'],
    ['answers with HTTP 500', '0010'],
    ['answers what is not JSON', '0011'],
  ])('is FAILED and retryable if Yuxin %s', async (_what, digits) => {
    const { verification } = await withPhone(digits);

    expect(verification).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE', providerCode: null, retryable: true },
    });
  });

  it.each([
    ['returnCode', '0012', '10099'],
    ['errorCode', '0013', '999'],
  ])(
    '[2] is FAILED, UNDETERMINED and retryable at once for a %s that no table names',
    async (field, digits, value) => {
      const { logLines, verification } = await withPhone(digits);

      expect(verification).toMatchObject({
        version: 2,
        status: 'FAILED',
        failure: { code: 'UNDETERMINED', retryable: true },
        decidedAt: null,
        expiresAt: null,
      });
      expect(logLines.filter(({ level }) => level === 'warn')).toMatchObject([{ fields: { field, value } }]);
    },
  );

  it('is refused with all input errors at once', async () => {
    const app = opened.keep(await startTestApp());

    const wrong = await answerTo(app, { idCard: '330102198806170018', userName: ' ', mobileNo: '123' });

    expect(wrong.verification).toBeNull();
    expect(wrong.inputErrors.map(({ path, code }) => [...path, code])).toEqual([
      ['idCard', 'CHECK_DIGIT'],
      ['userName', 'REQUIRED'],
      ['mobileNo', 'MALFORMED'],
    ]);
    expect(JSON.stringify(wrong.inputErrors)).not.toContain('330102198806170018');
  });
});

describe('the encrypted request to Yuxin', () => {
  const ciphers: readonly [string, YuxinCipher, Record<string, string>][] = [
    [
      'aes-128-cbc in base64, as assumed by default',
      { cipher: 'aes-128-cbc', key: Buffer.from('sixteen bytes !!'), encoding: 'base64' },
      { YUXIN_KEY: 'sixteen bytes !!' },
    ],
    [
      'aes-256-cbc in hex with a key in base64',
      { cipher: 'aes-256-cbc', key: Buffer.alloc(32, 0xfb), encoding: 'hex' },
      {
        YUXIN_KEY: `base64:${Buffer.alloc(32, 0xfb).toString('base64')}`,
        YUXIN_CIPHER: 'aes-256-cbc',
        YUXIN_ENCODING: 'hex',
      },
    ],
    [
      'des-ede3-cbc with a key in hex',
      {
        cipher: 'des-ede3-cbc',
        key: Buffer.from('0123456789abcdef23456789abcdef01456789abcdef0123', 'hex'),
        encoding: 'base64',
      },
      { YUXIN_KEY: 'hex:0123456789abcdef23456789abcdef01456789abcdef0123', YUXIN_CIPHER: 'des-ede3-cbc' },
    ],
  ];

  it.each(ciphers)('contains the three fields that come out of %s', async (_what, cipher, env) => {
    const yuxin = opened.keep(await openFakeYuxin(cipher));
    const token = randomBytes(9).toString('base64');
    const settings = { YUXIN_BASE_URL: yuxin.baseUrl, YUXIN_TOKEN: token, ...env };
    const app = opened.keep(await startTestApp({ env: settings }));

    const { verification } = await answerTo(app, { mobileNo: '+86 199-1234-5678' });

    expect(verification).toMatchObject({ status: 'APPROVED' });
    expect(yuxin.checks).toEqual([
      {
        token,
        iv: expect.any(String),
        logon: { idCard: liu.identityNo, userName: liu.realName, loginphone: '19912345678' },
      },
    ]);
  });

  it('has a new iv each time, and is sent to the documented address as a form', async () => {
    const [[, cipher, env]] = ciphers as [(typeof ciphers)[number]];
    const yuxin = opened.keep(await openFakeYuxin(cipher));
    const settings = { YUXIN_BASE_URL: `${yuxin.baseUrl}/`, YUXIN_TOKEN: 'an invented token', ...env };
    const app = opened.keep(await startTestApp({ env: settings }));

    await answerTo(app);
    await answerTo(app);

    expect(new Set(yuxin.checks.map(({ iv }) => iv)).size).toBe(2);
    for (const request of yuxin.received) {
      expect(request).toMatchObject({ method: 'POST', url: '/api/personalInfo/verifyMobile' });
      expect(request.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
      expect(request.body).not.toContain('199');
    }
  });

  it('is sent once per idempotency key', async () => {
    const [[, cipher, env]] = ciphers as [(typeof ciphers)[number]];
    const yuxin = opened.keep(await openFakeYuxin(cipher));
    const settings = { YUXIN_BASE_URL: yuxin.baseUrl, YUXIN_TOKEN: 'an invented token', ...env };
    const app = opened.keep(await startTestApp({ env: settings }));

    const first = await answerTo(app, { idempotencyKey: 'order-1' });
    const second = await answerTo(app, { idempotencyKey: 'order-1' });

    expect(second).toEqual(first);
    expect(yuxin.received).toHaveLength(1);
  });
});
