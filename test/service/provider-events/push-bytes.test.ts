import { deflateSync, gzipSync } from 'node:zlib';
import { startTestApp } from '../../support/app';
import { openedOnce } from '../../support/closing';
import { openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { gbk } from '../../support/gbk';
import { acknowledgement, type ResultPush, samplePush } from '../../support/onenet-push';
import { lookAt } from '../../support/verification';

const sharedOneNet = openedOnce(() => openFakeOneNet());
const sharedApp = openedOnce(async () => startTestApp({ env: (await sharedOneNet()).env }));

const json = 'application/json';

async function push(write: (push: ResultPush) => Uint8Array | string, headers: Record<string, string>) {
  const app = await sharedApp();
  const started = await startAtOneNet(app, await sharedOneNet());
  const body = Buffer.from(write(samplePush(started, { auditStatus: '0' })));
  const response = await fetch(started.callbackUrl, { method: 'POST', body, headers });
  return {
    status: response.status,
    answer: await response.text(),
    seen: await lookAt(app, started.id),
    reveal: async () => {
      const { revealPersonalInfo } = await app.query<{
        revealPersonalInfo: { personalInfo: { realName: string; identityNo: string } };
      }>(
        `mutation ($id: ID!) {
          revealPersonalInfo(input: { verificationId: $id, purpose: "a test of encodings" }) {
            personalInfo { realName identityNo }
          }
        }`,
        { id: started.id },
      );
      return revealPersonalInfo.personalInfo;
    },
  };
}

const named = (body: ResultPush, custName: string): ResultPush => ({
  ...body,
  custInfo: { custName, custCertNo: '330102198503072112' },
});
const text = (body: unknown) => JSON.stringify(body);

describe('[2] a push in another encoding is applied, with the right name,', () => {
  const type = { 'content-type': json };
  const name = '欧阳梅';
  it.each([
    ['after a byte order mark', (body: ResultPush) => `\ufeff${text(named(body, name))}`, type],
    [
      'in GBK',
      (body: ResultPush) => gbk(text(named(body, name))),
      { 'content-type': 'application/json;charset=GBK' },
    ],
    ['in GBK that nothing names', (body: ResultPush) => gbk(text(named(body, name))), type],
    [
      'compressed by gzip',
      (body: ResultPush) => gzipSync(text(named(body, name))),
      { ...type, 'content-encoding': 'gzip' },
    ],
    [
      'compressed by deflate',
      (body: ResultPush) => deflateSync(text(named(body, name))),
      { ...type, 'content-encoding': 'deflate' },
    ],
    [
      'with custInfo as JSON text',
      (body: ResultPush) => text({ ...body, custInfo: text(named(body, name)['custInfo']) }),
      type,
    ],
    ['as JSON in a JSON string', (body: ResultPush) => text(text(named(body, name))), type],
    [
      'with custCertNo as a number of 18 digits',
      (body: ResultPush) => text(named(body, name)).replace('"330102198503072112"', '330102198503072112'),
      type,
    ],
    [
      'with the phone masked',
      (body: ResultPush) =>
        text({
          ...named(body, name),
          auditResult: {
            ...body.auditResult,
            phone: String(body.auditResult['phone']).replace(/^(.{3}).{4}/, '$1****'),
          },
        }),
      type,
    ],
  ])('%s', async (_how, write, headers) => {
    const { status, answer, seen, reveal } = await push(write, headers);

    expect([status, answer]).toEqual([200, acknowledgement]);
    expect(seen.status).toBe('APPROVED');
    expect(await reveal()).toEqual({ realName: name, identityNo: '330102198503072112' });
  });

  it('with bytes of an unknown encoding kept as they came, and logged', async () => {
    const app = await sharedApp();
    const before = app.logLines.length;
    const { status, reveal } = await push(
      (body) =>
        Buffer.concat([Buffer.from(text(named(body, '王@'))).map((byte) => (byte === 0x40 ? 0xff : byte))]),
      type,
    );

    expect(status).toBe(200);
    expect((await reveal()).realName).toBe('王\\xFF');
    expect(JSON.stringify(app.logLines.slice(before))).toContain('no known encoding');
  });
});

describe("[2] an undecodable push is refused in its provider's own form", () => {
  it.each([
    ['in an encoding of content that is unknown', 415, { 'content-encoding': 'br' }, (body: string) => body],
    ['that is called gzip and is not', 400, { 'content-encoding': 'gzip' }, (body: string) => body],
    [
      'that grows beyond the limit',
      413,
      { 'content-encoding': 'gzip' },
      (body: string) => gzipSync(body + ' '.repeat(1024 * 1024)),
    ],
  ])('%s', async (_what, expected, headers, write) => {
    const { status, answer, seen } = await push((body) => write(text(body)), {
      'content-type': json,
      ...headers,
    });

    expect(status).toBe(expected);
    expect(JSON.parse(answer)).toEqual({ errno: 1, error: expect.any(String) });
    expect(seen.status).toBe('AWAITING_USER');
  });
});
