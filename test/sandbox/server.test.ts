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

const accessKeyOf = ({ environment }: Sandbox) => environment['ONENET_ACCESS_KEY'] ?? '';

describe('startSandbox', () => {
  it('serves OneNET with the settings it returns, on real time', async () => {
    const callback = await receiveCallbacks({ status: 500, body: '' }, acknowledged);
    const sandbox = await startSandbox({ retryDelaysMs: [5] });
    try {
      expect(sandbox.environment).toMatchObject({
        ONENET_BASE_URL: `${sandbox.url}/onenet`,
        ONENET_SIGN_METHOD: 'sha256',
      });
      const { busiSeq } = await open(sandbox.url, accessKeyOf(sandbox), '15415400000', callback.url);
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
      const {
        YUXIN_BASE_URL: baseUrl = '',
        YUXIN_TOKEN: token = '',
        YUXIN_KEY: key = '',
        YUXIN_CIPHER: cipher = '',
        YUXIN_ENCODING: encoding,
      } = sandbox.environment;
      expect(encoding).toBe('base64');
      const iv = randomBytes(16);
      const sealing = createCipheriv(cipher, key, iv);
      const person = { idCard: '500199198806179016', userName: '柳试一', loginphone: '15415400001' };
      const logon = Buffer.concat([sealing.update(JSON.stringify(person)), sealing.final()]);
      const response = await fetch(`${baseUrl}/api/personalInfo/verifyMobile`, {
        method: 'POST',
        body: new URLSearchParams({ token, iv: iv.toString('base64'), logon: logon.toString('base64') }),
      });
      expect(await response.json()).toMatchObject({ errorCode: '200', returnCode: '10001' });
    } finally {
      await sandbox.close();
    }
  });

  it('describes itself at /: twins, settings and every magic value', async () => {
    const sandbox = await startSandbox();
    try {
      const page = await (await fetch(sandbox.url)).text();
      for (const prefix of ['/onenet', '/ucenter', '/yuxin', '/linkid-server', '/sso', '/appreal-server']) {
        expect(page).toContain(`<code>${prefix}</code>`);
      }
      expect(page).toContain(`ONENET_ACCESS_KEY=${accessKeyOf(sandbox)}`);
      for (const { value, effect } of [...oneNetMagic, ...yuxinMagic]) {
        expect(page).toContain(`<code>${value}</code></td><td>${effect.zh}<small>`);
      }
    } finally {
      await sandbox.close();
    }
  });

  it('returns addresses under publicUrl if it is set', async () => {
    const sandbox = await startSandbox({ publicUrl: 'https://sandbox.example/' });
    try {
      expect(sandbox.url).toBe('https://sandbox.example');
      expect(sandbox.environment).toMatchObject({
        LINKID_BASE_URL: 'https://sandbox.example/linkid-server',
        LINKID_SSO_URL: 'https://sandbox.example/sso',
        APPREAL_BASE_URL: 'https://sandbox.example/appreal-server',
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
    const dead = postStart(sandbox.url, accessKeyOf(sandbox), { phone: '15415400009' });
    const cut = expect(dead).rejects.toThrow('fetch failed');
    const idle = await sendAndWatch(sandbox, 'GET / HTTP/1.1\r\nHost: sandbox\r\n\r\n');
    const halfSent = await sendAndWatch(sandbox, 'POST /onenet/sandbox/decide HTTP/1.1\r\nHost: sandbox\r\n');
    await unanswered;
    await sandbox.close();
    await Promise.all([idle.end, halfSent.end, cut]);
  });

  it('drops scheduled pushes and cuts those in flight', async () => {
    const callback = await receiveCallbacks('hang');
    const sandbox = await startSandbox({ retryDelaysMs: [0] });
    try {
      const accessKey = accessKeyOf(sandbox);
      await open(sandbox.url, accessKey, '15415400007', callback.url);
      await open(sandbox.url, accessKey, '15415400000', callback.url);
      await callback.arrival(1);
    } finally {
      await sandbox.close();
    }
    expect(callback.received).toHaveLength(1);
    await callback.close();
  });
});
