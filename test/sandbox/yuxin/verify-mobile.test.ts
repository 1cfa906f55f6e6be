import { createCipheriv, randomBytes } from 'node:crypto';
import { createYuxinTwin } from '../../../src/sandbox/yuxin/twin';
import { type HostedTwin, hostTwin } from '../support/host-twin';

const token = 'test-token';
const key = '0123456789abcdef';

/** The encryption of providers.md, written independently. */
function seal(text: string, iv: Buffer, sealingKey = key): Buffer {
  const cipher = createCipheriv('aes-128-cbc', sealingKey, iv);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
}

function logonFields(loginphone: string): Record<string, unknown> {
  return { idCard: '500199198806179016', userName: '柳试一', loginphone };
}

describe('verifyMobile at the Yuxin twin', () => {
  let twin: HostedTwin;
  beforeEach(async () => {
    twin = await hostTwin((tools) =>
      createYuxinTwin(tools, { token, key, cipher: 'aes-128-cbc', encoding: 'base64' }),
    );
  });
  afterEach(() => twin.close());

  const post = (form: Record<string, string>): Promise<Response> =>
    fetch(`${twin.url}/yuxin/api/personalInfo/verifyMobile`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
  const validForm = (loginphone: string): { token: string; iv: string; logon: string } => {
    const iv = randomBytes(16);
    return {
      token,
      iv: iv.toString('base64'),
      logon: seal(JSON.stringify(logonFields(loginphone)), iv).toString('base64'),
    };
  };
  const answerTo = async (form: Record<string, string>): Promise<unknown> => {
    const response = await post(form);
    expect(response.status).toBe(200);
    return response.json();
  };
  const said = (words: string) => `[沙箱特殊值 sandbox magic value] ${words}`;
  const refusal = (errorCode: string, errorDetail: string) => ({
    errorCode,
    errorDetail,
    errorReason: null,
    info: null,
    returnCode: '0',
    returnDesc: null,
  });

  it('[2] takes an iv of letters and digits as their bytes, if it is told so', async () => {
    const java = await hostTwin((tools) =>
      createYuxinTwin(tools, { token, key, cipher: 'aes-128-cbc', encoding: 'base64', iv: 'text' }),
    );
    const iv = 'Abcdefgh12345678';
    const logon = seal(JSON.stringify(logonFields('13800138111')), Buffer.from(iv)).toString('base64');
    const response = await fetch(`${java.url}/yuxin/api/personalInfo/verifyMobile`, {
      method: 'POST',
      body: new URLSearchParams({ token, iv, logon }),
    });

    expect(await response.json()).toMatchObject({ errorCode: '200', returnCode: '10000' });
    await java.close();
  });

  it("answers 一致的 in exactly the document's shape", async () => {
    expect(await answerTo(validForm('13800138111'))).toEqual({
      errorCode: '200',
      errorDetail: '查询成功',
      errorReason: null,
      info: null,
      returnCode: '10000',
      returnDesc: '一致的',
    });
  });

  it.each([
    ['0001', { errorCode: '200', returnCode: '10001', returnDesc: said('不一致的') }],
    ['0002', { errorCode: '200', returnCode: '10002', returnDesc: said('未知的') }],
    ['0012', { errorCode: '200', returnCode: '10099' }],
    ['0013', { errorCode: '999', returnCode: '0' }],
    ['0020', { errorCode: 200, returnCode: 10000, returnDesc: said('一致的') }],
    ['0201', { errorCode: '201', errorDetail: said('部分成功'), returnCode: '10000' }],
    ['0301', refusal('301', said('参数不能为空'))],
    ['0302', refusal('302', said('请求账号不存在'))],
    ['0305', refusal('305', said('帐号没有此接口访问权限'))],
    ['0306', refusal('306', said('请求参数logon为空或格式错误'))],
    ['0308', refusal('308', said('请求没有查询到结果'))],
    ['0311', refusal('311', said('权限不足'))],
    ['0315', refusal('315', said('请求头信息错误'))],
    ['0500', refusal('500', said('系统错误，服务器异常'))],
    ['0504', refusal('504', said('外部数据源异常'))],
    ['0103', { ...refusal('103', said('账户已下线')), returnCode: '', returnDesc: '' }],
    ['0104', { ...refusal('104', said('账户余额不足')), returnCode: '', returnDesc: '' }],
  ])('answers the reserved phone number with the digits %s with %j', async (digits, expected) => {
    expect(await answerTo(validForm(`1541540${digits}`))).toMatchObject(expected);
  });

  it('has an answer for every code of the table', async () => {
    const codes = [...range(103, 105), ...range(301, 315), ...range(500, 504)];
    for (const code of codes) {
      expect(await answerTo(validForm(`15415400${code}`))).toMatchObject({ errorCode: String(code) });
    }
  });

  it('answers HTTP 500 (0010) and a body that is not JSON (0011) on request', async () => {
    expect((await post(validForm('15415400010'))).status).toBe(500);
    await expect((await post(validForm('15415400011'))).json()).rejects.toThrow('JSON');
  });

  it('refuses a wrong token with the message of the token check', async () => {
    expect(await answerTo({ ...validForm('13800138111'), token: 'another' })).toEqual({
      ...refusal('105', '无效token'),
      returnCode: '',
      returnDesc: '',
    });
  });

  it.each(['token', 'iv', 'logon'])('answers 301 if %s is missing', async (missing) => {
    const form = Object.entries(validForm('13800138111')).filter(([name]) => name !== missing);
    expect(await answerTo(Object.fromEntries(form))).toEqual(refusal('301', '参数不能为空'));
  });

  it.each([
    ['empty', ''],
    ['too short', randomBytes(15).toString('base64')],
    ['two blocks', randomBytes(32).toString('base64')],
    ['hex', randomBytes(16).toString('hex')],
    ['not padded', randomBytes(16).toString('base64').replaceAll('=', '')],
  ])('answers 306 if iv is %s', async (_case, iv) => {
    expect(await answerTo({ ...validForm('13800138111'), iv })).toEqual(
      refusal('306', '请求参数iv为空或格式错误'),
    );
  });

  const iv = randomBytes(16);
  const complete = JSON.stringify(logonFields('13800138111'));
  it.each([
    ['empty', ''],
    ['sealed with another key', seal(complete, iv, 'fedcba9876543210').toString('base64')],
    ['cut off', seal(complete, iv).subarray(0, -1).toString('base64')],
    ['not Base64', seal(complete, iv).toString('hex')],
    ['not JSON', seal('idCard=1', iv).toString('base64')],
    ['without a name', seal('{"idCard":"1","loginphone":"13800138111"}', iv).toString('base64')],
    ['with a number for a phone', seal(complete.replace(/"(\d{11})"/, '$1'), iv).toString('base64')],
  ])('answers 306 if logon is %s', async (_case, logon) => {
    expect(await answerTo({ token, iv: iv.toString('base64'), logon })).toEqual(
      refusal('306', '请求参数logon为空或格式错误'),
    );
  });

  it('detects Base64 whose plus signs arrive as spaces', async () => {
    const { logon, ...rest } = validForm('13800138111');
    const damaged = `${logon.slice(0, 4)} ${logon.slice(5)}`;
    expect(await answerTo({ ...rest, logon: damaged })).toMatchObject({ errorCode: '306' });
  });

  it('answers 310 if the sealed text is readable nonsense', async () => {
    const logon = seal(JSON.stringify({ ...logonFields('13800138111'), idCard: '12345' }), iv);
    const form = { token, iv: iv.toString('base64'), logon: logon.toString('base64') };
    expect(await answerTo(form)).toEqual(refusal('310', '请求参数中存在无效数据'));
  });

  it('answers 309 to the same iv and logon a second time, and not to a fresh iv', async () => {
    const form = validForm('13800138111');
    expect(await answerTo(form)).toMatchObject({ errorCode: '200' });
    expect(await answerTo(form)).toEqual(refusal('309', '请求重复的请求'));
    expect(await answerTo(validForm('13800138111'))).toMatchObject({ errorCode: '200' });
  });

  it('answers 315 to a body that is not a form', async () => {
    const response = await fetch(`${twin.url}/yuxin/api/personalInfo/verifyMobile`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(validForm('13800138111')),
    });
    expect(await response.json()).toEqual(refusal('315', '请求头信息错误'));
  });

  it('logs no personal data', async () => {
    await answerTo(validForm('13800138111'));
    expect(twin.logLines).toEqual(['{"twin":"yuxin","message":"phone owner checked"}']);
  });
});

describe('the Yuxin twin with another cipher and encoding', () => {
  it('accepts aes-256-cbc in hex', async () => {
    const longKey = key.repeat(2);
    const twin = await hostTwin((tools) =>
      createYuxinTwin(tools, { token, key: longKey, cipher: 'aes-256-cbc', encoding: 'hex' }),
    );
    try {
      const iv = randomBytes(16);
      const cipher = createCipheriv('aes-256-cbc', longKey, iv);
      const logon =
        cipher.update(JSON.stringify(logonFields('13800138111')), 'utf8', 'hex') + cipher.final('hex');
      const response = await fetch(`${twin.url}/yuxin/api/personalInfo/verifyMobile`, {
        method: 'POST',
        body: new URLSearchParams({ token, iv: iv.toString('hex').toUpperCase(), logon }),
      });
      expect(await response.json()).toMatchObject({ errorCode: '200', returnCode: '10000' });
    } finally {
      await twin.close();
    }
  });
});

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_unused, index) => first + index);
}
