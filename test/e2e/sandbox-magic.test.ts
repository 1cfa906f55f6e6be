import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { liu } from '../support/people';
import { submitted } from '../support/ucenter';
import { ucenterMethods } from '../support/ucenter-inputs';
import { nextUpdate, verificationUpdated } from '../support/updates';
import { lookAt } from '../support/verification';
import { started } from './linkid/operations';

const opened = closeAfterEach();

const mark = '[沙箱特殊值 sandbox magic value] ';

type Failed = { readonly status: string; readonly failure: { readonly providerMessage?: unknown } | null };

const owner = { idCard: liu.identityNo, userName: liu.realName };
const atOneNet = async (app: TestApp, phone: string): Promise<Failed> => {
  const { id } = await submitted(app, 'startOneNetVerification', { userId: 1, phone });
  const updates = app.subscribe<Record<string, never>>(verificationUpdated, { id, sinceVersion: 0 });
  const decided = ['REJECTED', 'FAILED'];
  while (!decided.includes((await nextUpdate(updates)).status));
  await updates.stop();
  return lookAt(app, id);
};
const atYuxin = (app: TestApp, mobileNo: string): Promise<Failed> =>
  submitted(app, 'verifyMobileOwner', { ...owner, mobileNo });
const atUcenter = (app: TestApp, outid: string): Promise<Failed> =>
  submitted(app, 'verifyByImport', { ...ucenterMethods.IMPORT.full, outid });
const atLinkId = (app: TestApp, name: string): Promise<Failed> => started(app, 'photo', { name });
const atApplication = (app: TestApp, userId: string): Promise<Failed> => started(app, 'app', { userId });

describe('an answer of the sandbox that came of a magic value says so in providerMessage', () => {
  it.each([
    ['OneNET', 'a rejection', atOneNet, '15415400002', 'REJECTED', '证件照与本人不符'],
    ['OneNET', 'a refused start', atOneNet, '15415490008', 'FAILED', 'real name service is not open'],
    ['Yuxin', 'a mismatch', atYuxin, '15415400001', 'REJECTED', '不一致的'],
    ['Yuxin', 'an error code', atYuxin, '15415470312', 'FAILED', '请求账号余额不足'],
    ['ucenter', 'a mismatch', atUcenter, 'SANDBOX0422', 'REJECTED', '信息不匹配'],
    ['ucenter', 'an undocumented code', atUcenter, 'sandbox-77 0499', 'FAILED', '未知状态'],
    ['ucenter', 'another holder', atUcenter, 'SANDBOX0410', 'BLOCKED', '当前认证信息已被'],
    ['LinkID', 'a mismatch', atLinkId, '沙箱失败', 'REJECTED', 'OK'],
    ['LinkID', 'an undocumented code', atLinkId, '沙箱陌生', 'FAILED', '未知状态'],
    ['APPREAL', 'a stop', atApplication, 'sandbox-failed', 'FAILED', '实名核身，证件类型不能为空'],
  ] as const)('%s, %s', async (_provider, _what, ask, value, status, words) => {
    const app = opened.keep(await startTestApp());

    const verification = await ask(app, value);

    expect(verification.status).toBe(status);
    expect(verification.failure?.providerMessage).toEqual(expect.stringContaining(mark + words));
  });

  it('and ordinary values that end like one are ordinary persons', async () => {
    const app = opened.keep(await startTestApp());

    const verified = [
      await atYuxin(app, '13800130001'),
      await atUcenter(app, '20260422'),
      await atLinkId(app, '林失败'),
    ];

    expect(verified.map(({ status }) => status)).toEqual(['APPROVED', 'APPROVED', 'APPROVED']);
    const { status } = await submitted(app, 'startOneNetVerification', { userId: 1, phone: '13800130008' });
    expect(status).toBe('AWAITING_USER');
    expect(await atApplication(app, 'failed-lin')).toMatchObject({ status: 'AWAITING_USER' });
  });

  it('is not said of a click on the page', async () => {
    const app = opened.keep(await startTestApp());
    const { id, authUrl } = await submitted(app, 'startOneNetVerification', {
      userId: 1,
      phone: '13800130002',
    });
    await fetch(String(authUrl), { method: 'POST', body: new URLSearchParams({ auditStatus: '2' }) });

    expect(await lookAt(app, id)).toMatchObject({
      status: 'REJECTED',
      failure: { providerMessage: '证件照与本人不符' },
    });
  });
});
