import { createCipheriv, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { oneNetMagic } from '../../src/sandbox/onenet/magic';
import { type Sandbox, startSandbox } from '../../src/sandbox/server';
import { yuxinMagic } from '../../src/sandbox/yuxin/magic';
import { acknowledged, receiveCallbacks } from './support/callback-receiver';
import { open, postStart, readPush } from './support/onenet-client';

/** Connects, sends, and gives the promise of the connection's end, however it ends. */
async function sendAndWatch(sandbox: Sandbox, request: string): Promise<{ readonly end: Promise<void> }> {
  const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
  const end = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('error', () => undefined).resume();
  await new Promise<void>((resolve) => socket.write(request, () => resolve()));
  return { end };
}

describe('startSandbox', () => {
  it('serves OneNET with the settings it returns, on real time', async () => {
    const callback = await receiveCallbacks({ status: 500, body: '' }, acknowledged);
    const sandbox = await startSandbox({ retryDelaysMs: [5] });
    try {
      const { onenet } = sandbox.settings;
      expect(onenet).toMatchObject({ baseUrl: `${sandbox.url}/onenet`, signMethod: 'sha256' });
      const { busiSeq } = await open(sandbox.url, onenet.accessKey, '13800000000', callback.url);
      await callback.arrival(2);
      expect(readPush(callback.received[1]).auditResult).toMatchObject({ busiSeq, auditStatus: '0' });
    } finally {
      await sandbox.close();
      await callback.close();
    }
  });

  it('serves Yuxin with the settings it returns', async () => {
    const sandbox = await startSandbox();
    try {
      const { baseUrl, token, key, cipher, encoding } = sandbox.settings.yuxin;
      const iv = randomBytes(16);
      const sealing = createCipheriv(cipher, key, iv);
      const person = { idCard: '500199198806179016', userName: '柳试一', loginphone: '13800000001' };
      const logon = Buffer.concat([sealing.update(JSON.stringify(person)), sealing.final()]);
      const response = await fetch(`${baseUrl}/api/personalInfo/verifyMobile`, {
        method: 'POST',
        body: new URLSearchParams({ token, iv: iv.toString(encoding), logon: logon.toString(encoding) }),
      });
      expect(await response.json()).toMatchObject({ errorCode: '200', returnCode: '10001' });
    } finally {
      await sandbox.close();
    }
  });

  it('explains itself at /: twins, settings and every magic value', async () => {
    const sandbox = await startSandbox();
    try {
      const page = await (await fetch(sandbox.url)).text();
      for (const prefix of ['/onenet', '/ucenter', '/yuxin', '/linkid-server', '/sso', '/appreal-server']) {
        expect(page).toContain(`<code>${prefix}</code>`);
      }
      expect(page).toContain(`ONENET_ACCESS_KEY=${sandbox.settings.onenet.accessKey}`);
      for (const { value, effect } of [...oneNetMagic, ...yuxinMagic]) {
        expect(page).toContain(`<code>${value}</code></td><td>${effect.zh}<small>`);
      }
    } finally {
      await sandbox.close();
    }
  });

  it('gives addresses under publicUrl when it is reached through one', async () => {
    const sandbox = await startSandbox({ publicUrl: 'https://sandbox.example/' });
    try {
      expect(sandbox.url).toBe('https://sandbox.example');
      expect(sandbox.settings.linkid).toMatchObject({
        baseUrl: 'https://sandbox.example/linkid-server',
        ssoUrl: 'https://sandbox.example/sso',
        apprealBaseUrl: 'https://sandbox.example/appreal-server',
      });
    } finally {
      await sandbox.close();
    }
  });

  it('rejects when its port is taken', async () => {
    const sandbox = await startSandbox();
    try {
      const port = Number(new URL(sandbox.url).port);
      await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    } finally {
      await sandbox.close();
    }
  });
});

describe('closing the sandbox', () => {
  it('ends idle connections and requests that would never be answered', async () => {
    let leaveUnanswered: () => void = () => undefined;
    const unanswered = new Promise<void>((resolve) => {
      leaveUnanswered = resolve;
    });
    const info = (_fields: object, message: string): void => {
      if (message === 'request left unanswered on purpose') leaveUnanswered();
    };
    const sandbox = await startSandbox({ log: { info, warn: info } });
    const dead = postStart(sandbox.url, sandbox.settings.onenet.accessKey, { phone: '13800000009' });
    const cut = expect(dead).rejects.toThrow('fetch failed');
    const idle = await sendAndWatch(sandbox, 'GET / HTTP/1.1\r\nHost: sandbox\r\n\r\n');
    const halfSent = await sendAndWatch(sandbox, 'POST /onenet/sandbox/decide HTTP/1.1\r\nHost: sandbox\r\n');
    await unanswered;
    await sandbox.close();
    await Promise.all([idle.end, halfSent.end, cut]);
  });

  it('forgets pushes that were still to come and cuts those on their way', async () => {
    const callback = await receiveCallbacks('hang');
    const sandbox = await startSandbox({ retryDelaysMs: [0] });
    try {
      const { accessKey } = sandbox.settings.onenet;
      await open(sandbox.url, accessKey, '13800000007', callback.url);
      await open(sandbox.url, accessKey, '13800000000', callback.url);
      await callback.arrival(1);
    } finally {
      await sandbox.close();
    }
    expect(callback.received).toHaveLength(1);
    await callback.close();
  });
});
