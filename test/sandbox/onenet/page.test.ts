import { createOneNetTwin } from '../../../src/sandbox/onenet/twin';
import { type CallbackReceiver, type Reaction, receiveCallbacks } from '../support/callback-receiver';
import { type HostedTwin, hostTwin } from '../support/host-twin';
import { open, readPush, vectorKey } from '../support/onenet-client';

describe('the page of the OneNET twin', () => {
  let twin: HostedTwin;
  let callback: CallbackReceiver;
  beforeEach(async () => {
    twin = await hostTwin((tools) =>
      createOneNetTwin(tools, { accessKey: vectorKey }, { retryDelaysMs: [3_000] }),
    );
  });
  afterEach(async () => {
    await twin.close();
    await callback.close();
  });

  const openPage = async (...reactions: readonly Reaction[]): Promise<string> => {
    callback = await receiveCallbacks(...reactions);
    return (await open(twin.url, vectorKey, '13812345678', callback.url)).authUrl;
  };
  const click = async (authUrl: string, auditStatus: string): Promise<string> => {
    const response = await fetch(authUrl, { method: 'POST', body: new URLSearchParams({ auditStatus }) });
    expect(response.status).toBe(200);
    return response.text();
  };

  it('shows in Chinese and English who is verified, with the phone masked, and offers five decisions', async () => {
    const response = await fetch(await openPage());
    const page = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page).toContain('OneNET 实名认证');
    expect(page).toContain('real-name verification');
    expect(page).toContain('138****5678');
    expect(page).not.toContain('13812345678');
    expect([...page.matchAll(/<button [^>]*value="(\d)"/g)].map((match) => match[1])).toEqual([
      ...['0', '1', '2', '3', '4'],
    ]);
    expect(page).toContain('尚未推送');
  });

  it('loads nothing from elsewhere, runs no script and has a policy that says so', async () => {
    const response = await fetch(await openPage());
    const page = await response.text();
    expect(page).not.toMatch(/<script|<link|<img|src=|https?:/i);
    expect(page).toContain('width=device-width');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/);
  });

  it('shows only the host of the callback address, because the address is a credential', async () => {
    const page = await (await fetch(await openPage())).text();
    expect(page).toContain(new URL(callback.url).host);
    expect(page).not.toContain('unguessable');
  });

  it('pushes the clicked decision and shows the push and its acknowledgement', async () => {
    const page = await click(await openPage(), '0');
    const push = readPush(callback.received[0]);
    expect(push.auditResult.auditStatus).toBe('0');
    expect(page).toContain(push.auditResult.transactionID);
    expect(page).toContain('acknowledged (try 1)');
  });

  it('stays usable for review, approval and second inspection one after the other', async () => {
    const authUrl = await openPage();
    for (const status of ['1', '0', '4']) await click(authUrl, status);
    const pushes = callback.received.map(readPush);
    expect(pushes.map((push) => push.auditResult.auditStatus)).toEqual(['1', '0', '4']);
    expect(pushes.map((push) => push.auditResult.responseTime)).toEqual(
      pushes.map((_push, index) => (pushes[0]?.auditResult.responseTime ?? 0) + index),
    );
    const page = await (await fetch(authUrl)).text();
    expect(page.match(/acknowledged \(try 1\)/g)).toHaveLength(3);
  });

  it('shows that a push was not acknowledged, and later that it was given up', async () => {
    const authUrl = await openPage({ status: 500, body: '' });
    expect(await click(authUrl, '2')).toContain('not acknowledged (HTTP 500), will be repeated');
    await twin.time.runAll();
    expect(await (await fetch(authUrl)).text()).toContain('given up after 2 tries');
  });

  it('answers a click with a redirect, so that a reload does not push again', async () => {
    const authUrl = await openPage();
    const response = await fetch(authUrl, {
      method: 'POST',
      body: new URLSearchParams({ auditStatus: '0' }),
      redirect: 'manual',
    });
    expect(response.status).toBe(303);
    expect(new URL(response.headers.get('location') ?? '', authUrl).href).toBe(authUrl);
  });

  it('refuses a status without a button and an unknown page', async () => {
    const authUrl = await openPage();
    const unknownStatus = await fetch(authUrl, {
      method: 'POST',
      body: new URLSearchParams({ auditStatus: '7' }),
    });
    expect(unknownStatus.status).toBe(400);
    expect((await fetch(`${authUrl}x`)).status).toBe(404);
    expect((await fetch(`${authUrl}x`, { method: 'POST' })).status).toBe(404);
    expect(callback.received).toEqual([]);
  });
});
