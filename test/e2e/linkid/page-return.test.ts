import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openFakeLinkId } from '../../support/fake-linkid';
import { ouyang } from '../../support/people';
import { follow, goThrough, press, visit } from './browser';
import { cancel, changes, lin, lookAt, startedPage } from './operations';

const opened = closeAfterEach();

/** A service before LinkID's far end, and a person who is about to come back from the page. */
async function openStarted(options: Parameters<typeof openFakeLinkId>[0] = {}) {
  const linkId = opened.keep(await openFakeLinkId(options));
  const app = opened.keep(await startTestApp({ env: linkId.env }));
  const { id } = await startedPage(app);
  return { linkId, app, id, comeBack: (at: string) => visit(linkId.returnAddress(at)) };
}

const done = 'http://127.0.0.1:9/app/done?step=2&back=%2Fhome%20page';

describe("a browser's way through LinkID's page", () => {
  it.each([
    [true, 'APPROVED', null],
    [false, 'REJECTED', { code: 'MISMATCH', retryable: false }],
  ])('returns to the application after the face check (passed: %s)', async (passed, status, failure) => {
    const app = opened.keep(await startTestApp());
    const { id, authUrl } = await startedPage(app);

    const back = await goThrough(authUrl, passed);

    expect(back.address.startsWith(`${app.url}/returns/linkid/`)).toBe(true);
    expect(back.status).toBe(303);
    expect(back.location).toBe(`${done}&verificationId=${id}&status=${status}#top`);
    expect(back.headers.get('referrer-policy')).toBe('no-referrer');
    expect(back.headers.get('cache-control')).toBe('no-store');
    const verification = await lookAt(app, id);
    expect(verification).toMatchObject({
      version: 3,
      status,
      authUrl: null,
      expiresAt: null,
      decidedAt: expect.any(String),
      references: { at: new URL(back.address).searchParams.get('at') },
    });
    if (failure) expect(verification.failure).toMatchObject(failure);
    else expect(verification.failure).toBeNull();
    expect(changes(verification).at(-1)).toBe(`${status} PROVIDER_QUERY`);
  });

  it('ends in a rejection if the identity source does not recognise the person', async () => {
    const app = opened.keep(await startTestApp());
    const { id, authUrl } = await startedPage(app, { name: '沙箱失败' });

    const { location } = await goThrough(authUrl, true);

    expect(location).toContain(`verificationId=${id}&status=REJECTED`);
  });

  it('logs none of its personal data', async () => {
    const app = opened.keep(await startTestApp());
    const { authUrl } = await startedPage(app);

    const { address } = await goThrough(authUrl, true);

    const { pathname, searchParams } = new URL(address);
    const log = JSON.stringify(app.logLines);
    expect(log).toContain('verification changed');
    for (const secret of [
      pathname.split('/').at(-1),
      searchParams.get('at'),
      lin.name,
      lin.certNo,
      '/app/done',
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it.each([
    ['http://127.0.0.1:9', 'http://127.0.0.1:9/?verificationId=ID&status=APPROVED'],
    ['http://127.0.0.1:9/?', 'http://127.0.0.1:9/?verificationId=ID&status=APPROVED'],
    ['http://127.0.0.1:9/a?flag&x=1', 'http://127.0.0.1:9/a?flag&x=1&verificationId=ID&status=APPROVED'],
    [
      'http://127.0.0.1:9/a?sign=a~b!%27(c)%20d%2Be+f#part?x',
      'http://127.0.0.1:9/a?sign=a~b!%27(c)%20d%2Be+f&verificationId=ID&status=APPROVED#part?x',
    ],
    [
      'http://127.0.0.1:9/a?status=FORGED&y=2&verification%49d=9',
      'http://127.0.0.1:9/a?y=2&verificationId=ID&status=APPROVED',
    ],
  ])('keeps the query of %s unchanged', async (redirectUri, expected) => {
    const app = opened.keep(await startTestApp());
    const { id, authUrl } = await startedPage(app, { redirectUri });

    const { location } = await goThrough(authUrl, true);

    expect(location).toBe(expected.replace('ID', id));
  });
});

describe('the LinkID return address', () => {
  it('reads at from st, as the document once calls it', async () => {
    const { linkId, app, id } = await openStarted();

    const back = await visit(linkId.returnAddress('at-1').replace('?at=', '?st='));

    expect(back.location).toContain('status=APPROVED');
    expect(linkId.asked).toEqual(['at-1']);
    expect((await lookAt(app, id)).references).toEqual({ at: 'at-1' });
  });

  it('uses the first of two at', async () => {
    const { linkId, comeBack } = await openStarted();

    await comeBack('at-1').then(({ address }) => visit(`${address}&at=at-2`));

    expect(linkId.asked).toEqual(['at-1']);
  });

  it('redirects with the current status if there is no at, and sends nothing', async () => {
    const { linkId, app, id } = await openStarted();

    for (const query of ['', '?at=', '?other=1']) {
      const back = await visit(linkId.returnAddress('').replace('?at=', query));
      expect(back).toMatchObject({
        status: 303,
        location: `${done}&verificationId=${id}&status=AWAITING_USER#top`,
      });
    }

    expect(linkId.asked).toEqual([]);
    expect(await lookAt(app, id)).toMatchObject({ version: 2, status: 'AWAITING_USER' });
  });

  it.each([['two words'], ['..'], ['转'], ['x'.repeat(600)]])(
    'sends nothing for an invalid at: %s',
    async (at) => {
      const { linkId, app, id, comeBack } = await openStarted();

      expect((await comeBack(at)).location).toContain('status=AWAITING_USER');

      expect(linkId.asked).toEqual([]);
      expect(await lookAt(app, id)).toMatchObject({ version: 2 });
    },
  );

  it('makes one event of two loads by the browser, also concurrent ones', async () => {
    const { app, id, comeBack } = await openStarted();

    const both = await Promise.all([comeBack('at-1'), comeBack('at-1')]);
    const third = await comeBack('at-1');

    for (const { location } of [...both, third]) expect(location).toContain('status=APPROVED');
    expect(changes(await lookAt(app, id))).toEqual([
      'PENDING REQUESTED',
      'AWAITING_USER PROVIDER_RESPONSE',
      'APPROVED PROVIDER_QUERY',
    ]);
  });

  it.each([
    [true, 'APPROVED'],
    [false, 'REJECTED'],
  ])('changes nothing with a second at after a decision (passed: %s)', async (passed, status) => {
    const { linkId, app, id, comeBack } = await openStarted({
      result: (at) => linkId.verdict(at === 'at-1' ? passed : !passed),
    });
    await comeBack('at-1');

    const { location } = await comeBack('at-2');

    expect(location).toContain(`status=${status}`);
    expect(linkId.asked).toEqual(['at-1']);
    expect(await lookAt(app, id)).toMatchObject({ version: 3, status, references: { at: 'at-1' } });
  });

  it('lets one of two concurrent returns decide, and redirects with the result', async () => {
    const { linkId, app, id, comeBack } = await openStarted({
      result: (at) => linkId.verdict(at === 'at-1'),
    });

    const answers = await Promise.all([comeBack('at-1'), comeBack('at-2')]);

    const { status, references, history } = await lookAt(app, id);
    expect(status).toBe(references.at === 'at-1' ? 'APPROVED' : 'REJECTED');
    for (const event of history.slice(2)) expect(event.status).toBe(status);
    for (const { location } of answers) expect(location).toContain(`status=${status}`);
  });

  it.each([
    ['the name', { name: '别人' }],
    ['the kind of certificate', { certType: 'A' }],
    ['the number', { certNo: ouyang.identityNo }],
  ])('records a result with %s of another person, and still accepts the right one', async (_what, other) => {
    const { linkId, app, id, comeBack } = await openStarted({
      result: (at) => (at === 'at-1' ? linkId.verdict(true, other) : linkId.verdict(true)),
    });

    const wrong = await comeBack('at-1');
    expect(wrong.location).toContain('status=AWAITING_USER');
    const between = await lookAt(app, id);
    const right = await comeBack('at-2');

    expect(between).toMatchObject({ version: 3, status: 'AWAITING_USER', failure: null });
    expect(between.authUrl).not.toBeNull();
    expect(between.history.at(-1)).toMatchObject({
      status: 'AWAITING_USER',
      cause: 'PROVIDER_QUERY',
      message: 'The result is not for this verification.',
    });
    expect(right.location).toContain('status=APPROVED');
    expect(await lookAt(app, id)).toMatchObject({
      version: 4,
      status: 'APPROVED',
      references: { at: 'at-2' },
      subject: { realName: '林**', identityNo: '3***************39' },
    });
  });

  it("records the sandbox's result about another person, and warns the operator", async () => {
    const app = opened.keep(await startTestApp());
    const { id, authUrl } = await startedPage(app, { name: '沙箱换人' });

    const { location } = await goThrough(authUrl, true);

    expect(location).toContain('status=AWAITING_USER');
    expect(await lookAt(app, id)).toMatchObject({ version: 3, status: 'AWAITING_USER' });
    expect(app.logLines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        fields: { provider: 'LINKID', call: 'query', field: 'registerData', value: 'other person' },
      }),
    );
  });

  it('[2] an `at` serves one verification for good: brought to another, it is recorded there and changes nothing', async () => {
    const linkId = opened.keep(await openFakeLinkId());
    const app = opened.keep(await startTestApp({ env: linkId.env }));
    const first = await startedPage(app);
    await visit(linkId.returnAddress('at-1'));
    const second = await startedPage(app);

    const back = await visit(linkId.returnAddress('at-1'));
    await visit(linkId.returnAddress('at-1'));

    expect(back.location).toContain('status=AWAITING_USER');
    const seen = await lookAt(app, second.id);
    expect(seen).toMatchObject({ version: 3, status: 'AWAITING_USER', references: { at: null } });
    expect(seen.history.at(-1)?.message).toBe(
      'The reference that came back belongs to another verification.',
    );
    expect((await lookAt(app, first.id)).status).toBe('APPROVED');

    await app.query('mutation { redactUser(guid: "dev-user") { redacted } }');
    const third = await startedPage(app);
    await visit(linkId.returnAddress('at-1'));
    expect((await lookAt(app, third.id)).status).toBe('AWAITING_USER');
    expect((await visit(linkId.returnAddress('at-2'))).location).toContain('status=APPROVED');
  });

  it('never applies a result of another page', async () => {
    const app = opened.keep(await startTestApp());
    const first = await startedPage(app);
    const second = await startedPage(app, { name: '林试四', certNo: ouyang.identityNo });
    const ofFirst = await press(first.authUrl, 'true');
    const ofSecond = await press(second.authUrl, 'true');

    const swapped = `${ofSecond.location?.split('?')[0]}?${ofFirst.location?.split('?')[1]}`;

    expect((await visit(swapped)).location).toContain(`verificationId=${second.id}&status=AWAITING_USER`);
    expect((await follow(ofSecond)).location).toContain(`verificationId=${second.id}&status=APPROVED`);
  });

  it('redirects with CANCELED after a cancellation, and sends nothing', async () => {
    const { linkId, app, id, comeBack } = await openStarted();
    await cancel(app, id);

    const { location } = await comeBack('at-1');

    expect(location).toBe(`${done}&verificationId=${id}&status=CANCELED#top`);
    expect(linkId.asked).toEqual([]);
    expect(await lookAt(app, id)).toMatchObject({ version: 3, status: 'CANCELED' });
  });

  it('answers an unknown token, or another provider, with 404 and no detail', async () => {
    const { linkId, comeBack } = await openStarted();
    const right = linkId.returnAddress('at-1');
    const [path = ''] = right.split('?');
    const wrong = [
      `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}?at=at-1`,
      `${path.slice(0, path.lastIndexOf('/'))}/x?at=at-1`,
      right.replace('/linkid/', '/onenet/'),
      right.replace('/linkid/', '/nobody/'),
    ];

    const answers = await Promise.all(wrong.map((address) => visit(address)));

    for (const { status, location, text } of answers) {
      expect({ status, location, text }).toEqual({
        status: 404,
        location: null,
        text: '{"error":"Not found."}',
      });
    }
    expect(linkId.asked).toEqual([]);
    expect((await comeBack('at-1')).location).toContain('status=APPROVED');
  });
});
