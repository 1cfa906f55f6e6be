import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { ok, openFakeLinkId, refuse } from '../../support/fake-linkid';
import { answerTo, changes, facePhoto, faults, lin, lookAt, started } from './operations';

const opened = closeAfterEach();

async function open(options: Parameters<typeof openFakeLinkId>[0] = {}, env: Record<string, string> = {}) {
  const linkId = opened.keep(await openFakeLinkId(options));
  const app = opened.keep(await startTestApp({ env: { ...linkId.env, ...env } }));
  return { linkId, app };
}

const unavailable = { code: 'PROVIDER_UNAVAILABLE', providerCode: null, retryable: true };

describe('verifyLinkIdPhoto', () => {
  it("sends the document's body once, with the type as a number", async () => {
    const { linkId, app } = await open();

    const verification = await started(app, 'photo', { idPicture: `data:image/png;base64,${facePhoto}` });

    expect(verification).toMatchObject({ version: 2, method: 'LINKID_PHOTO', status: 'APPROVED' });
    expect(linkId.photos).toHaveLength(1);
    expect(JSON.parse(linkId.photos[0]?.body ?? '')).toEqual({
      type: 2,
      parameters: { name: lin.name, certType: '1', certNo: lin.certNo, idPicture: facePhoto },
    });
    expect(linkId.photos[0]?.headers).toMatchObject({ authorization: 'Bearer linkid-token-1' });
  });

  it.each([
    ['林试三', 'APPROVED', null],
    ['沙箱失败', 'REJECTED', { code: 'MISMATCH', retryable: false }],
    ['沙箱换人', 'APPROVED', null],
    ['沙箱失效', 'APPROVED', null],
    ['沙箱令牌失效', 'APPROVED', null],
    ['沙箱拒绝', 'FAILED', { code: 'PROVIDER_REFUSED', providerCode: '401', retryable: false }],
    ['沙箱超时', 'FAILED', unavailable],
    ['沙箱错误', 'FAILED', unavailable],
    ['沙箱乱码', 'FAILED', unavailable],
    ['沙箱陌生', 'FAILED', { code: 'PROVIDER_REFUSED', providerCode: '999', retryable: false }],
  ])('for %s is %s at the sandbox', async (name, status, failure) => {
    const app = opened.keep(await startTestApp({ env: { PROVIDER_TIMEOUT_MS: '1500' } }));

    const verification = await started(app, 'photo', { name });

    expect(verification).toMatchObject({ version: 2, status, authUrl: null, expiresAt: null });
    expect(changes(verification)).toEqual(['PENDING REQUESTED', `${status} PROVIDER_RESPONSE`]);
    if (failure) expect(verification.failure).toMatchObject(failure);
    else expect(verification.failure).toBeNull();
    expect(verification.decidedAt === null).toBe(status === 'FAILED');
  });

  it('[2] undecided is FAILED, UNDETERMINED and retryable: LinkID cannot be asked about a photo again', async () => {
    const { app } = await open({ photo: () => ok({ realNameResult: 'perhaps' }) });

    const verification = await started(app, 'photo');

    expect(verification).toMatchObject({
      version: 2,
      status: 'FAILED',
      failure: { code: 'UNDETERMINED', retryable: true },
    });
    expect(app.logLines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        fields: { provider: 'LINKID', call: 'validate', field: 'realNameResult', value: 'perhaps' },
      }),
    );
  });

  it("shows LinkID's refusal with numbers masked", async () => {
    const { app } = await open({ photo: () => refuse(400, `证件号 ${lin.certNo} 不存在`) });

    const { failure } = await started(app, 'photo');

    expect(failure).toMatchObject({
      providerCode: '400',
      providerMessage: '证件号 3***************39 不存在',
    });
  });

  it.each([
    ['no photo', { idPicture: '' }, 'idPicture REQUIRED'],
    ['a text', { idPicture: Buffer.alloc(11_000, 'a').toString('base64') }, 'idPicture MALFORMED'],
    ['a photo that is too small', { idPicture: 'iVBORw0KGgoAAAAA' }, 'idPicture OUT_OF_RANGE'],
    ['a photo that is too large', { idPicture: facePhoto.repeat(210) }, 'idPicture TOO_LONG'],
    ['a wrong check digit', { certNo: `${lin.certNo.slice(0, 17)}8` }, 'certNo CHECK_DIGIT'],
  ])('refuses %s, and sends nothing', async (_what, changed, fault) => {
    const { linkId, app } = await open();

    expect(faults(await answerTo(app, 'photo', changed))).toEqual([fault]);

    expect(linkId.received).toEqual([]);
  });

  it('keeps no photo in an answer or in the log', async () => {
    const { app } = await open();

    const { id } = await started(app, 'photo');

    const part = facePhoto.slice(100, 140);
    expect(JSON.stringify(await lookAt(app, id))).not.toContain(part);
    const log = JSON.stringify(app.logLines);
    expect(log).toContain('provider answered');
    for (const secret of [part, lin.name, lin.certNo]) expect(log).not.toContain(secret);
  });
});
