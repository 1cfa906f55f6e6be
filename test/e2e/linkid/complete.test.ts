import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openFakeLinkId, refuse } from '../../support/fake-linkid';
import { press, visit } from './browser';
import { as, cancel, changes, complete, faults, lookAt, refresh, started, startedPage } from './operations';

const opened = closeAfterEach();
const mine = as('account-of-lin');

async function openStarted(options: Parameters<typeof openFakeLinkId>[0] = {}) {
  const linkId = opened.keep(await openFakeLinkId(options));
  const app = opened.keep(await startTestApp({ env: linkId.env }));
  const { id } = await startedPage(app, {}, mine);
  return { linkId, app, id };
}

describe('completeLinkIdVerification', () => {
  it.each([
    [true, 'APPROVED'],
    [false, 'REJECTED'],
  ])("applies the verdict to the person's own verification (passed: %s)", async (passed, status) => {
    const app = opened.keep(await startTestApp());
    const { id, authUrl } = await startedPage(app, {}, mine);
    const { location } = await press(authUrl, String(passed));
    const at = new URL(location ?? '').searchParams.get('at');

    const { verification, inputErrors } = await complete(app, { verificationId: id, at }, mine);

    expect(inputErrors).toEqual([]);
    expect(verification).toMatchObject({ id, version: 3, status, references: { at } });
  });

  it('stays PENDING and stores at if LinkID does not answer, and may be called again', async () => {
    const { linkId, app, id } = await openStarted({
      result: (_at, count) => (count <= 2 ? 'cut' : linkId.verdict(true)),
    });
    const input = { verificationId: id, at: 'at-1' };

    const first = await complete(app, input, mine);
    const second = await complete(app, input, mine);

    expect(first.verification).toMatchObject({ version: 3, status: 'PENDING', references: { at: 'at-1' } });
    expect(second.verification).toMatchObject({ version: 4, status: 'APPROVED' });
  });

  it('changes nothing after a result about another person', async () => {
    const { linkId, app, id } = await openStarted({ result: () => linkId.verdict(true, { name: '别人' }) });

    const { verification } = await complete(app, { verificationId: id, at: 'at-1' }, mine);

    expect(verification).toMatchObject({ version: 3, status: 'AWAITING_USER' });
    expect(verification && changes(verification).at(-1)).toBe('AWAITING_USER PROVIDER_QUERY');
  });

  it.each([
    ['blank', ' ', 'at REQUIRED'],
    ['empty', '', 'at REQUIRED'],
    ['too long', 'a'.repeat(513), 'at TOO_LONG'],
    ['longer than any', 'a'.repeat(300), 'at MALFORMED'],
    ['two words', 'a b', 'at MALFORMED'],
    ['a way up', '..', 'at MALFORMED'],
  ])('refuses an at that is %s, and sends nothing', async (_what, at, fault) => {
    const { linkId, app, id } = await openStarted();

    expect(faults(await complete(app, { verificationId: id, at }, mine))).toEqual([fault]);

    expect(linkId.asked).toEqual([]);
    expect(await lookAt(app, id)).toMatchObject({ version: 2 });
  });

  it("answers for another account's verification as for an unknown one", async () => {
    const { linkId, app, id } = await openStarted();
    const input = { verificationId: id, at: 'at-1' };

    const foreign = await complete(app, input, as('account-of-ouyang', 'realname:read'));
    const unknown = await complete(app, { ...input, verificationId: 'nothing' }, as('account-of-ouyang'));

    expect(faults(foreign)).toEqual(['verificationId UNKNOWN_REFERENCE']);
    expect(foreign).toEqual(unknown);
    expect(linkId.asked).toEqual([]);
    expect((await complete(app, input, as('clerk', 'realname:write'))).verification?.status).toBe('APPROVED');
  });

  it('answers for a verification of another method as for an unknown one', async () => {
    const { linkId, app } = await openStarted();
    const { id } = await started(app, 'photo', {}, mine);

    const answer = await complete(app, { verificationId: id, at: 'at-1' }, mine);

    expect(faults(answer)).toEqual(['verificationId UNKNOWN_REFERENCE']);
    expect(linkId.asked).toEqual([]);
  });

  it('is refused for a verification that is decided, cancelled or failed', async () => {
    let isRefused = false;
    const { linkId, app, id } = await openStarted({
      page: (_request, count) =>
        isRefused ? refuse(400) : { json: { code: 200, data: `https://linkid.example/${count}.html` } },
    });
    const canceled = await startedPage(app, {}, mine);
    expect((await cancel(app, canceled.id)).verification?.status).toBe('CANCELED');
    isRefused = true;
    const failed = await started(app, 'page', {}, mine);
    await complete(app, { verificationId: id, at: 'at-1' }, mine);
    const before = linkId.asked.length;

    for (const verificationId of [id, canceled.id, failed.id]) {
      const answer = await complete(app, { verificationId, at: 'at-2' }, mine);
      expect(faults(answer)).toEqual(['verificationId WRONG_STATE']);
    }
    expect(linkId.asked).toHaveLength(before);
  });
});

describe('refreshVerification for a LinkID page', () => {
  it('polls with the stored at', async () => {
    const { linkId, app, id } = await openStarted({
      result: (_at, count) => (count <= 2 ? { status: 503 } : linkId.verdict(true)),
    });
    await visit(linkId.returnAddress('at-1'));

    const { verification } = await refresh(app, id, mine);

    expect(verification).toMatchObject({ version: 4, status: 'APPROVED' });
    expect(linkId.asked).toEqual(['at-1', 'at-1', 'at-1']);
  });

  it('records nothing if there is no answer', async () => {
    const { linkId, app, id } = await openStarted({ result: () => ({ status: 503 }) });
    await visit(linkId.returnAddress('at-1'));

    const { verification } = await refresh(app, id, mine);

    expect(verification).toMatchObject({ version: 3, status: 'PENDING' });
    expect(verification?.history).toHaveLength(3);
    expect(linkId.asked.length).toBeGreaterThan(1);
  });

  it('is WRONG_STATE before the person came back, and for a photo', async () => {
    const { linkId, app, id } = await openStarted();
    const photo = await started(app, 'photo', {}, mine);

    expect(faults(await refresh(app, id, mine))).toEqual(['id WRONG_STATE']);
    expect(faults(await refresh(app, photo.id, mine))).toEqual(['id WRONG_STATE']);
    expect(linkId.asked).toEqual([]);
  });

  it("answers for another account's verification as for an unknown one", async () => {
    const { app, id } = await openStarted();

    expect(faults(await refresh(app, id, as('account-of-ouyang')))).toEqual(['id UNKNOWN_REFERENCE']);
  });
});
